import fastify, { type FastifyBaseLogger } from 'fastify';

export interface LogOptions {
  /** Where the lines go; the standard output where it is left out. */
  readonly file?: string;
  readonly level?: 'info' | 'warn' | 'error' | 'silent';
}

/** A structured log: one JSON object a line, with identifiers and codes only. */
export const openLog = ({ file, level = 'info' }: LogOptions): FastifyBaseLogger =>
  fastify({
    logger: { level, base: { pid: process.pid }, ...(file === undefined ? {} : { file }) },
  }).log;
