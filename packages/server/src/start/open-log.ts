import { chmodSync, closeSync, openSync } from 'node:fs';
import fastify, { type FastifyBaseLogger } from 'fastify';

export interface LogOptions {
  /** Where the lines go; the standard output where it is left out. */
  readonly file?: string;
  readonly level?: 'info' | 'warn' | 'error' | 'silent';
}

/**
 * A structured log: one JSON object a line, with identifiers and codes only. A file is its owner's
 * alone.
 */
export function openLog({ file, level = 'info' }: LogOptions): FastifyBaseLogger {
  if (file !== undefined) {
    closeSync(openSync(file, 'a', 0o600));
    chmodSync(file, 0o600);
  }
  return fastify({
    logger: {
      level,
      base: { pid: process.pid },
      serializers: { err: frameOf },
      ...(file === undefined ? {} : { file }),
    },
  }).log;
}

/** What the log says of an error. */
interface Frames {
  readonly type: string;
  readonly message: string;
  readonly stack: string;
  readonly [more: string]: unknown;
}

/** Where an error was thrown, without its words: those may repeat what was in a trade. */
function frameOf(error: unknown): Frames {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: '' };
  const { code }: Error & { code?: unknown } = error;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ +at /.test(line));
  return {
    type: error.name,
    message: typeof code === 'string' ? code : '',
    stack: frames.map((line) => line.trim()).join('\n'),
    ...(error.cause === undefined ? {} : { cause: frameOf(error.cause) }),
  };
}
