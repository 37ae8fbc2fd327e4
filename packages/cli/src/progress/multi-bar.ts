import { createRequire } from 'node:module';

/** The part of cli-progress that is used here; the library brings no types. */
interface Library {
  readonly MultiBar: new <P>(options: MultiBarOptions<P>) => MultiBar<P>;
}

export interface MultiBarOptions<P> {
  readonly stream: NodeJS.WritableStream;
  readonly format: (options: object, params: { readonly progress: number }, payload: P) => string;
  /** Redraws in a second. */
  readonly fps: number;
  readonly hideCursor: boolean;
  readonly linewrap: boolean;
  readonly clearOnComplete: boolean;
}

export interface Bar<P> {
  setTotal(total: number): void;
  update(value: number, payload: P): void;
}

/** Bars below each other that are redrawn in place. */
export interface MultiBar<P> {
  create(total: number, value: number, payload: P): Bar<P>;
  update(): void;
  stop(): void;
}

const require = createRequire(import.meta.url);

export function createMultiBar<P>(options: MultiBarOptions<P>): MultiBar<P> {
  const { MultiBar } = require('cli-progress') as Library;
  return new MultiBar(options);
}
