export { CorpusError } from "./node/corpus-error.ts";
export { loadCorpus, versionOf, type LoadOptions } from "./node/load-corpus.ts";
export { listFolder, readFolder } from "./node/read-folder.ts";
export { storedTexts } from "./node/stored-texts.ts";
export { readOwnFolder } from "./node/read-own-folder.ts";
