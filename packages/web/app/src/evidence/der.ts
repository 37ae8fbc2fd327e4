/** As much of DER as certificates need. */
export interface Der {
  readonly tag: number;
  /** With the tag and the length. */
  readonly whole: Uint8Array;
  readonly body: Uint8Array;
}

const LONG = 0x80;

/** One value at the start of the bytes; undefined where they are cut or no DER. */
export function readDer(bytes: Uint8Array): Der | undefined {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined) return undefined;
  let start = 2;
  let length = first;
  if (first >= LONG) {
    const octets = first - LONG;
    if (octets === 0 || octets > 3) return undefined;
    length = 0;
    for (const octet of bytes.subarray(2, 2 + octets)) length = length * 256 + octet;
    start += octets;
  }
  const end = start + length;
  if (end > bytes.length) return undefined;
  return { tag, whole: bytes.subarray(0, end), body: bytes.subarray(start, end) };
}

/** The values that a constructed value holds, in their order. */
export function childrenOf(body: Uint8Array): readonly Der[] {
  const children: Der[] = [];
  let rest = body;
  while (rest.length > 0) {
    const child = readDer(rest);
    if (child === undefined) return [];
    children.push(child);
    rest = rest.subarray(child.whole.length);
  }
  return children;
}

export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
