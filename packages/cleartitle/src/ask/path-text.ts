/**
 * A place as a program would write it.
 *
 *     pathText(["made", "chain", 0, "plan"], "question")        →  question.made.chain[0].plan
 *     pathText(["facts", "holder.kind"], "question")            →  question.facts["holder.kind"]
 *     pathText([], "question")                                  →  The question
 */
export function pathText(path: readonly PropertyKey[], name: string): string {
  if (path.length === 0) return /^[a-z]+$/.test(name) ? `The ${name}` : name;
  let text = name;
  for (const key of path)
    text +=
      typeof key === "number"
        ? `[${key}]`
        : /^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(String(key))
          ? `.${String(key)}`
          : `[${JSON.stringify(String(key))}]`;
  return text;
}
