import { findingAt } from "../../authored/authored.ts";
import type { AuthoredRegistry } from "../../authored/registry-schema.ts";
import type { Finding } from "../../finding.ts";
import type { Linter } from "../linter.ts";

/** Questions are put to people: each word of the registries must be one that they understand. */
export const registryWords: Linter = {
  code: "registry-words",
  description:
    "Facts that can be asked have a question that ends in a question mark and a help text; every use has two or more letters of label.",
  check({ authored }) {
    const findings: Finding[] = [];
    const report = (name: keyof AuthoredRegistry, path: readonly string[], message: string): void => {
      const file = authored.registryFiles[name];
      const [code = name] = path;
      if (file !== undefined)
        findings.push({ ...findingAt(authored, file, path, "registry-words", message), subject: code });
    };
    for (const [code, fact] of Object.entries(authored.registry.facts)) {
      if (fact.derived === true) continue;
      if (!fact.question.trim().endsWith("?"))
        report("facts", [code, "question"], `${code}: the question must end in a question mark.`);
      if (fact.help.trim() === "") {
        report(
          "facts",
          [code, "help"],
          `${code} has no help. Say what counts, or where one can see it: people answer from it.`,
        );
      }
      if (fact.attest === true && fact.change === "user" && fact.clear === undefined) {
        report(
          "facts",
          [code],
          `${code} can be changed and vouched for, but no value is \`clear\`. Say which leaves nothing to object to.`,
        );
      }
    }
    for (const [code, duty] of Object.entries(authored.registry.duties)) {
      if (!duty.text.trim().endsWith("."))
        report("duties", [code, "text"], `${code}: the text is a sentence; end it with a full stop.`);
    }
    return { findings };
  },
};
