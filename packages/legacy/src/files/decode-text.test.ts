import { describe, expect, it } from 'vitest';
import { TEXT_PIECE } from '../limits.js';
import { decodeText, textSlices, type Encoding } from './decode-text.js';
import { atOnce } from './slices.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
/** 가 in CP949. */
const CP949 = Uint8Array.of(0xb0, 0xa1);
const joined = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts);
const found = (bytes: Uint8Array): Encoding | undefined => {
  const decoded = atOnce(textSlices(bytes));
  return decoded.ok ? decoded.value.encoding : undefined;
};

describe('the bytes of a file', () => {
  it('are the text that they were, however long', () => {
    const text = '\ufeff가나,다\r\n한,😀\n\n'.repeat(20_000);
    expect(decodeText(utf8(text), 'utf-8')).toEqual({ ok: true, value: text.slice(1) });
    const line = '가'.repeat(2 * TEXT_PIECE);
    expect(decodeText(utf8(line), 'utf-8')).toEqual({ ok: true, value: line });
  });

  it('are UTF-8 where they can be, else CP949, and else neither', () => {
    const lines = utf8('a\n'.repeat(TEXT_PIECE));
    expect(found(joined(lines, utf8('가')))).toBe('utf-8');
    expect(found(joined(lines, CP949, lines))).toBe('cp949');
    expect(found(joined(lines, CP949, Uint8Array.of(0xff)))).toBeUndefined();
  });

  it('become text piece by piece, also to find the line on which they do not', () => {
    const lines = 10 * TEXT_PIECE;
    const work = textSlices(joined(utf8('\n'.repeat(lines)), utf8('가'), CP949), 'utf-8');
    for (let turns = 0; ; turns += 1) {
      const { done, value } = work.next();
      if (done !== true) continue;
      // Each piece is read, and then its lines are counted.
      expect(turns).toBeGreaterThanOrEqual(2 * 9);
      const params = { line: (lines + 1).toString(), column: '2', encoding: 'utf-8' };
      expect(value).toMatchObject({ ok: false, rejection: { code: 'CSV_MALFORMED', params } });
      break;
    }
  });
});
