/** The part of cli-progress that is used here; the library brings no types. */
declare module 'cli-progress' {
  export interface Params {
    readonly progress: number;
    readonly value: number;
    readonly total: number;
  }

  export interface Options<P> {
    readonly stream: NodeJS.WritableStream;
    readonly format: (options: object, params: Params, payload: P) => string;
    readonly fps: number;
    readonly hideCursor: boolean;
    readonly linewrap: boolean;
    readonly clearOnComplete: boolean;
  }

  export interface Bar<P> {
    setTotal(total: number): void;
    update(value: number, payload: P): void;
  }

  export class MultiBar<P> {
    constructor(options: Options<P>);
    create(total: number, value: number, payload: P): Bar<P>;
    update(): void;
    stop(): void;
  }
}
