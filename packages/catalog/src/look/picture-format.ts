/** The formats that are decoded, by the names that sharp has for them. */
export type PictureFormat = "png" | "jpeg" | "webp" | "gif" | "tiff" | "heif";

/**
 * The format by the first bytes; null for every other. What stands behind sharp has readers of many formats, drawings and documents
 * among them, which obey what is in the file: bytes that are none of ours never get there.
 */
export function pictureFormat(bytes: Uint8Array): PictureFormat | null {
  const head = String.fromCharCode(...bytes.subarray(0, 32));
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (head.startsWith("\xff\xd8\xff")) return "jpeg";
  if (/^RIFF.{4}WEBP/s.test(head)) return "webp";
  if (/^GIF8[79]a/.test(head)) return "gif";
  if (/^(?:II\*\0|MM\0\*)/.test(head)) return "tiff";
  return /^.{4}ftyp(?:avi[fs]|.{4}.{4}(?:.{4})*avi[fs])/s.test(head) ? "heif" : null;
}
