/** WebAssembly memory comes in pages of this size (WebAssembly Core 2.0 §4.2.8). */
const PAGE = 65_536;
const MEMORY_SECTION = 5;

/**
 * Gives a WebAssembly module's own memory an upper limit, so that a hostile file can make it trap but not eat the machine:
 * the module declares a memory without one, and no option of the engine sets it from outside.
 *
 * Throws a `TypeError` if the bytes are not a module with one memory.
 */
export function limitMemory(module: Uint8Array, bytes: number): Uint8Array<ArrayBuffer> {
  let at = 8; // magic and version
  while (at < module.length) {
    const id = module[at];
    const size = readNumber(module, at + 1);
    const content = size.next;
    if (id === MEMORY_SECTION) {
      const section = limitSection(module.subarray(content, content + size.value), Math.ceil(bytes / PAGE));
      const head = Uint8Array.of(MEMORY_SECTION, ...encodeNumber(section.length));
      const limited = new Uint8Array(
        module.length + head.length + section.length - (content - at) - size.value,
      );
      limited.set(module.subarray(0, at));
      limited.set(head, at);
      limited.set(section, at + head.length);
      limited.set(module.subarray(content + size.value), at + head.length + section.length);
      return limited;
    }
    at = content + size.value;
  }
  throw new TypeError("The WebAssembly module declares no memory.");
}

/** One memory: count, kind of limit (0 without, 1 with a maximum), minimum, maximum (Core 2.0 §5.3.7, §5.5.8). */
function limitSection(section: Uint8Array, pages: number): Uint8Array {
  if (section[0] !== 1 || (section[1] !== 0 && section[1] !== 1)) {
    throw new TypeError("The WebAssembly module declares its memory in a way that is not known here.");
  }
  const minimum = readNumber(section, 2).value;
  return Uint8Array.of(1, 1, ...encodeNumber(minimum), ...encodeNumber(Math.max(minimum, pages)));
}

/** An unsigned number in LEB128 (Core 2.0 §5.2.2), at most 32 bits. */
function readNumber(bytes: Uint8Array, at: number): { readonly value: number; readonly next: number } {
  let value = 0;
  for (let index = 0; index < 5; index++) {
    const byte = bytes[at + index] ?? 0;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, next: at + index + 1 };
  }
  throw new TypeError("The WebAssembly module is damaged.");
}

function encodeNumber(value: number): readonly number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest & 0x7f;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? low | 0x80 : low);
  } while (rest > 0);
  return bytes;
}
