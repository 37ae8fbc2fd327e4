import { FrameReader, FrameWriter, textOf, type Page } from '@bondledger/contract';

const VERSION = 1;

/** A page of sealed records, as a query answers it. No bookmark: an empty frame. */
export function encodePage({ records, next }: Page): Uint8Array {
  const writer = new FrameWriter()
    .count(VERSION)
    .text(next ?? '')
    .count(records.length);
  for (const { key, value } of records) writer.text(key).frame(value);
  return writer.bytes();
}

/** The page, or undefined where the bytes are none. */
export function decodePage(bytes: Uint8Array): Page | undefined {
  try {
    const reader = new FrameReader(bytes);
    if (reader.count() !== VERSION) return undefined;
    const next = text(reader);
    const records: { key: string; value: Uint8Array }[] = [];
    for (let left = reader.count(); left > 0; left -= 1) {
      records.push({ key: text(reader), value: reader.frame() });
    }
    return reader.done ? { records, next: next === '' ? undefined : next } : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function text(reader: FrameReader): string {
  const read = textOf(reader.frame());
  if (read === undefined) throw new RangeError('not UTF-8');
  return read;
}
