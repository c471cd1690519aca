/** Reads YAML that strangers write, in bounded time: for rooms that have files of their own besides the corpus. */
export {
  parseBoundedYaml,
  yamlLimits,
  type ParsedYaml,
  type YamlLimits,
  type YamlProblem,
} from "./authored/yaml/bounded-yaml.ts";
