export { run } from './run.js';
export type { ExitCode } from './exit-code.js';
export type { Io, OutputStream } from './io/io.js';
export { processIo } from './io/process-io.js';
