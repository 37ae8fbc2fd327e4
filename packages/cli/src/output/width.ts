/** Escape sequences that colour a text; they take no room. */
const ESCAPE = /\u001b\[[0-9;]*m/g;
const NO_ROOM = /^[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]$/u;

/** Ranges of code points that take two cells on a terminal (Unicode's East Asian Wide). */
const WIDE: readonly (readonly [from: number, to: number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd],
];

const cellsOf = (character: string): number => {
  if (NO_ROOM.test(character)) return 0;
  const code = character.codePointAt(0) ?? 0;
  return WIDE.some(([from, to]) => code >= from && code <= to) ? 2 : 1;
};

/** How many cells of a terminal a text takes: a Hangul syllable takes two. */
export const displayWidth = (text: string): number => {
  let width = 0;
  for (const character of text.replace(ESCAPE, '')) width += cellsOf(character);
  return width;
};

export const padEnd = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - displayWidth(text)));

export const padStart = (text: string, width: number): string =>
  ' '.repeat(Math.max(0, width - displayWidth(text))) + text;
