import { createHmac, hash, randomBytes } from 'node:crypto';

const SECRET_BYTES = 32;

/** 256 bits that only their holder knows; the server keeps the hash alone. */
export const drawSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url');

export const hashOfSecret = (secret: string): string => hash('sha256', secret, 'hex');

/** What a page of the session sends with every write: another site cannot read it. */
export const csrfTokenOf = (secret: string): string =>
  createHmac('sha256', secret).update('bondledger/csrf/1').digest('base64url');

export const drawIdentifier = (prefix: string): string =>
  prefix + randomBytes(9).toString('base64url').replace(/[-_]/g, 'x');
