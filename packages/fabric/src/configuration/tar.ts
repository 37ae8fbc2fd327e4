/** A file of an archive. */
export interface TarEntry {
  readonly name: string;
  readonly content: Uint8Array;
}

const BLOCK = 512;

/**
 * A tar archive (POSIX ustar) of a few small files that comes out byte by byte the same wherever
 * it is made: no owner, no time, fixed mode.
 *
 * @throws RangeError where a name is longer than the format's 100 bytes.
 */
export function tarOf(entries: readonly TarEntry[]): Buffer {
  const end = Buffer.alloc(2 * BLOCK);
  return Buffer.concat([...entries.flatMap((entry) => [headerOf(entry), padded(entry)]), end]);
}

const padded = ({ content }: TarEntry): Buffer =>
  Buffer.concat([content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)]);

function headerOf({ name, content }: TarEntry): Buffer {
  if (Buffer.byteLength(name) > 100) throw new RangeError(`the name is too long: ${name}`);
  const header = Buffer.alloc(BLOCK);
  const put = (at: number, text: string): number => header.write(text, at, 'latin1');
  put(0, name);
  put(100, '0000644\0');
  put(108, '0000000\0');
  put(116, '0000000\0');
  put(124, `${content.length.toString(8).padStart(11, '0')}\0`);
  put(136, '00000000000\0');
  put(156, '0');
  put(257, 'ustar\u000000');
  // The sum counts its own field as spaces.
  put(148, '        ');
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(148, `${sum.toString(8).padStart(6, '0')}\0 `);
  return header;
}
