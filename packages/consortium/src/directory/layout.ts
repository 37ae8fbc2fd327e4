import { join } from 'node:path';
import type { AuthorityFiles } from '../authority/keep-authority.js';

/**
 * A demo consortium's directory: the ledger itself (see the ledger package), and beside it what in
 * production lies at each institution.
 *
 *     keys/<CODE>.json   an institution's encrypted key store
 *     keys/passphrase    what opens them all: a demo has no people to ask
 *     keys/node.pem      the key with which the node signs block heads
 *     authority/         the certificate authority: certificate.pem, and key.pem, encrypted
 *     outbox/<CODE>      signed batches that wait for their receipts
 *     bok-wire.log       the central bank simulator's journal
 *     day.json           which reference day was generated
 *     engine.json        the engine, where it is not the embedded one
 *     fabric/            the network's own files, where it is on Hyperledger Fabric
 */
export interface ConsortiumLayout extends AuthorityFiles {
  readonly directory: string;
  readonly genesis: string;
  readonly keys: string;
  readonly passphrase: string;
  readonly nodeKey: string;
  readonly bokWire: string;
  readonly day: string;
  readonly engine: string;
  readonly network: string;
  readonly keyStore: (participant: string) => string;
  readonly outboxes: string;
  readonly outbox: (participant: string) => string;
}

/** The places in a directory, whether anything is there or not. */
export const consortiumLayout = (directory: string): ConsortiumLayout => ({
  directory,
  genesis: join(directory, 'genesis.json'),
  keys: join(directory, 'keys'),
  passphrase: join(directory, 'keys', 'passphrase'),
  nodeKey: join(directory, 'keys', 'node.pem'),
  authorityCertificate: join(directory, 'authority', 'certificate.pem'),
  authorityKey: join(directory, 'authority', 'key.pem'),
  bokWire: join(directory, 'bok-wire.log'),
  day: join(directory, 'day.json'),
  engine: join(directory, 'engine.json'),
  network: join(directory, 'fabric'),
  keyStore: (participant) => join(directory, 'keys', `${participant}.json`),
  outboxes: join(directory, 'outbox'),
  outbox: (participant) => join(directory, 'outbox', participant),
});
