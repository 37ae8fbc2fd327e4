import type { Io, OutputStream } from '../io/io.js';

const CODES = { bold: '1', dim: '2', red: '31', green: '32', yellow: '33', cyan: '36' } as const;

export type Paint = Readonly<Record<keyof typeof CODES, (text: string) => string>>;

/** Colours on a terminal, unless NO_COLOR is set (no-color.org) or the terminal is dumb. */
const isColoured = (stream: OutputStream, env: Io['env']): boolean =>
  stream.isTTY === true && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';

export const paintFor = (stream: OutputStream, env: Io['env']): Paint => {
  const wrap =
    (code: string) =>
    (text: string): string =>
      isColoured(stream, env) && text !== '' ? `\u001b[${code}m${text}\u001b[0m` : text;
  return {
    bold: wrap(CODES.bold),
    dim: wrap(CODES.dim),
    red: wrap(CODES.red),
    green: wrap(CODES.green),
    yellow: wrap(CODES.yellow),
    cyan: wrap(CODES.cyan),
  };
};

const plain = (text: string): string => text;

/** For a file. */
export const NO_PAINT: Paint = {
  bold: plain,
  dim: plain,
  red: plain,
  green: plain,
  yellow: plain,
  cyan: plain,
};
