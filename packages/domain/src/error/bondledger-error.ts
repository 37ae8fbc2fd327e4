import type { ErrorCode } from './codes.js';
import type { Rejection } from './rejection.js';
import { sentenceOf } from './sentence.js';

/**
 * A rejection as it is thrown at the edges of an API. The message is the code and its English
 * sentence; programs read `code` and `params`, which are stable, and never the message.
 */
export class BondledgerError extends Error {
  override readonly name = 'BondledgerError';
  readonly rejection: Rejection;

  /** @param options `cause` is what was caught, kept for whoever has to find out. */
  constructor(rejection: Rejection, options?: { readonly cause?: unknown }) {
    super(
      `${rejection.code}: ${sentenceOf(rejection, 'en')}`,
      options?.cause === undefined ? undefined : { cause: options.cause },
    );
    this.rejection = rejection;
  }

  /** The code of the catalogue: stable. */
  get code(): ErrorCode {
    return this.rejection.code;
  }

  /** What the sentence names, by name; empty where it names nothing. */
  get params(): Readonly<Record<string, string>> {
    return this.rejection.params ?? {};
  }
}
