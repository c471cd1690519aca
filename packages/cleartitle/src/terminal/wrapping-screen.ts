import type { Surroundings } from "../surroundings.ts";
import { displayWidth } from "./display-width.ts";
import { wrap } from "./wrap.ts";

type Screen = Surroundings["stderr"];

/**
 * The screen for messages. On a terminal a whole line that is longer than the screen is wide breaks between words, where the terminal itself
 * would cut through one. Indented lines stay as they are, since commands to be copied stand so; and so does what is no whole line, as
 * questions and progress are not. A pipe or a file gets every line as it is.
 */
export function wrappingScreen(screen: Screen): Screen {
  if (screen.isTTY !== true) return screen;
  const write: Screen["write"] = (text: unknown, ...rest: readonly unknown[]): boolean => {
    const shown = typeof text === "string" ? brokenLines(text, screen.columns ?? 80) : text;
    return (screen.write as (...all: readonly unknown[]) => boolean).call(screen, shown, ...rest);
  };
  // What inherits from the stream is the stream in all but how it writes; a stream behind it would lose what is not yet flushed at the end.
  return Object.create(screen, { write: { value: write } }) as Screen;
}

function brokenLines(text: string, width: number): string {
  return text.replaceAll(/^[^\s\r\u001b][^\r\n\u001b]*\n/gm, (line) => {
    const words = line.slice(0, -1);
    return displayWidth(words) <= width ? line : `${wrap(words, width).join("\n")}\n`;
  });
}
