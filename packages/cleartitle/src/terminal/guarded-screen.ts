import type { Surroundings } from "../surroundings.ts";

type Screen = Surroundings["stdout"];

/** What the command itself writes: colours, and a line that progress is shown on and taken away from. */
const ours = /(\u001b\[[0-9;]*m|\r?\u001b\[K|\r?\n)/;

/** Control characters (C0 but for tab and line feed, and C1), marks that turn the direction of writing or cannot be seen, halves of characters. */
const orders =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\p{Surrogate}/gu;

/** Text in which a terminal finds no orders: each is shown as its escape in JSON, so that what is JSON stays the same JSON. */
export function withoutOrders(text: string): string {
  return text.replaceAll(orders, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/**
 * A stream on which nobody but the command gives a terminal orders, in whatever format it writes. Texts of strangers are made fit where they are shown
 * (`safeText`); this is behind all of them, for formats that give data as they are. A pipe or a file gets every byte as it is.
 */
export function guardedScreen(screen: Screen): Screen {
  if (screen.isTTY !== true) return screen;
  const write: Screen["write"] = (text: unknown, ...rest: readonly unknown[]): boolean => {
    const shown =
      typeof text === "string" ? guarded(text) : guarded(Buffer.from(text as Uint8Array).toString());
    return (screen.write as (...all: readonly unknown[]) => boolean).call(screen, shown, ...rest);
  };
  // What inherits from the stream is the stream in all but how it writes.
  return Object.create(screen, { write: { value: write } }) as Screen;
}

function guarded(text: string): string {
  return text
    .split(ours)
    .map((part, at) => (at % 2 === 1 ? part : withoutOrders(part)))
    .join("");
}
