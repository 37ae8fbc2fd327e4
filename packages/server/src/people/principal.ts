import type { Right } from '@bondledger/sdk/api';

/** Who is behind a request: a person with a session, or a machine with a token. */
export interface Principal {
  readonly kind: 'person' | 'machine';
  /** The user's name, or the token's identifier. */
  readonly id: string;
  readonly name: string;
  /** Of a machine: the user who made its token. */
  readonly madeBy?: string;
  /** The institution whose keys act, and whose eyes see. */
  readonly institution: string;
  readonly rights: ReadonlySet<Right>;
}
