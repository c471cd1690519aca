/** Member states of the European Union, ISO 3166-1 alpha-2 in lower case, as of 2026. */
export const EU_MEMBERS: readonly string[] =
  "at be bg hr cy cz dk ee fi fr de gr hu ie it lv lt lu mt nl pl pt ro sk si es se".split(" ");
