import corpus from "./corpus.json" with { type: "json" };

export default corpus;
