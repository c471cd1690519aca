/**
 * The declarations without imports of names that nothing in them uses: the bundler drops a type that nobody needs and keeps the
 * import that it stood on, with its names or without any, which then asks every user for the types of Node.
 *
 * @example dropUnusedImports('import { A } from "node:crypto";\ntype B = string;\n') // "type B = string;\n"
 */
export function dropUnusedImports(declarations: string): string {
  const lines = declarations.split("\n");
  return lines
    .filter((line) => {
      if (/^import "[^"]+";$/.test(line)) return false;
      const names = /^import \{ ([\w, ]+) \} from "[^"]+";$/.exec(line)?.[1];
      if (names === undefined) return true;
      const rest = lines.filter((other) => other !== line).join("\n");
      return names.split(", ").some((name) => new RegExp(`\\b${name}\\b`).test(rest));
    })
    .join("\n");
}
