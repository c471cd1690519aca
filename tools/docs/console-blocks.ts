import { spawnSync } from "node:child_process";

/** A command of a document, and what the document says it prints. */
export interface ShownCommand {
  readonly command: string;
  readonly output: string;
}

/** The commands in the `console` blocks of a Markdown text, in order: lines that begin with `$ `, each with the lines under it. */
export function shownCommands(markdown: string): readonly ShownCommand[] {
  const shown: { command: string; output: string }[] = [];
  for (const [, block = ""] of markdown.matchAll(/^```console\n(.*?)^```$/gms)) {
    for (const line of block.split("\n").slice(0, -1)) {
      if (line.startsWith("$ ")) shown.push({ command: line.slice(2), output: "" });
      else shown.at(-1)!.output += `${line}\n`;
    }
  }
  return shown;
}

/** Runs a command in a folder as the shell does, and gives back all that it prints. */
export function runShown(command: string, folder: string, environment: NodeJS.ProcessEnv): string {
  const { output } = spawnSync("sh", ["-c", `{ ${command}\n} 2>&1`], {
    cwd: folder,
    env: environment,
    encoding: "utf8",
  });
  return output[1] ?? "";
}
