import type { Command } from "commander";

import { CleartitleError } from "../cleartitle-error.ts";

/**
 * Makes every option of `command` and of its subcommands that takes one value refuse a second, different one. The last one would silently
 * win otherwise: who asks about two markets at once would get the answer for one of them and take it for both.
 */
export function refuseTwoValues(command: Command): void {
  for (const option of command.options) {
    if (!(option.required || option.optional) || option.variadic || option.parseArg !== undefined) continue;
    option.argParser((value: string, before: unknown) => {
      if (typeof before === "string" && before !== option.defaultValue && before !== value)
        throw new CleartitleError(
          "usage",
          `${option.long ?? option.flags} is given as ${before} and as ${value}, and takes one; run the command once for each.`,
        );
      return value;
    });
  }
  for (const each of command.commands) refuseTwoValues(each);
}
