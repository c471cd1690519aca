/**
 * Every limit that keeps a hostile file cheap. Each is far above what real files need; what is cut off is reported
 * by a problem with code `limit-…`, never passed over in silence.
 */
export const limits = {
  /** One read ahead of a container walker; covers the metadata of most files. Copying more than that costs more than a second read. */
  readAhead: 16_384,
  /** A short read where the walker only hops from one header to the next. */
  hop: 1024,
  /** Bytes of one metadata block (a text chunk, an Exif block, an XMP packet) that are read. */
  blockBytes: 8_388_608,
  /** All metadata blocks of a file together. */
  metadataBytes: 25_165_824,
  /** Characters one text carrier may hold after decoding and inflation. */
  textCharacters: 8_388_608,
  /** Bytes one compressed text may inflate to, and all of them together. */
  inflatedBytes: 8_388_608,
  inflatedTotal: 16_777_216,
  /** Chunks, segments or boxes walked in one file. */
  chunks: 200_000,
  /** Parts of one block of a GIF. */
  subBlocks: 1_000_000,
  /** Text carriers kept of one file. */
  carriers: 1_000,
  /** Image file directories, and entries in one. */
  directories: 64,
  directoryEntries: 2_048,
  /** Strips or tiles of a TIFF whose places are looked at. */
  strips: 65_536,
  /** Bytes of one Exif value that is read. */
  exifValueBytes: 8_388_608,
  /** Nesting of XMP elements; elements and attributes walked, properties kept, namespaces known at one place. */
  xmpDepth: 64,
  xmpTokens: 100_000,
  xmpProperties: 4_096,
  xmpNamespaces: 64,
  /** Datasets read of one IIM block. */
  iimDatasets: 2_048,
  /** Boxes inside of one box, and items of one file (AVIF, HEIC). */
  items: 4_096,
  /** Characters of one JSON text that is parsed, and of all of them in one file. */
  jsonCharacters: 4_194_304,
  jsonTotal: 12_582_912,
  /**
   * Nodes of a ComfyUI graph, inputs of one node, characters of their names, steps along its links in all, and characters of
   * texts that its nodes put together.
   */
  graphNodes: 200_000,
  nodeInputs: 256,
  nameCharacters: 200,
  graphSteps: 8_000_000,
  graphCharacters: 4_194_304,
  linkSteps: 64,
  /** Nodes that a text may come through before somebody reads it. */
  textDepth: 1_000,
  /** Character references decoded in one XMP packet. */
  xmpReferences: 200_000,
  /** Nesting of JSON in texts that are long enough to make deep nesting slow, and how long that is. */
  jsonDepth: 2_000,
  jsonDepthChecked: 200_000,
  /** Texts of the WebUI family in one file, and characters at the end of one that are read. */
  infotexts: 16,
  infotextCharacters: 1_048_576,
  /** Pieces of a settings line, and `<` looked at in a prompt. */
  settingPieces: 10_000,
  tagMarks: 20_000,
  /** Models, adapters and fields one file may list. */
  models: 512,
  settings: 512,
  /** Pixels decoded to check a NovelAI signature or to read a hidden text. */
  pixels: 8_000_000,
  /** Bytes of compressed pixels read for that. */
  pixelBytes: 33_554_432,
  /** Characters of a text shown in the raw view. */
  rawCharacters: 1_048_576,
} as const;
