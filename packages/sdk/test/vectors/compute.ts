import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeCrypto, toHex } from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import { parseEvidence } from '../../src/evidence/parse-evidence.js';
import { verifyEvidence } from '../../src/evidence/verify-evidence.js';
import { openKeyStore } from '../../src/keys/key-store.js';
import { RecordSeal } from '../../src/outbox/record-seal.js';
import { scanOutbox } from '../../src/outbox/scan-outbox.js';

/** The members of a vector: texts, but for numbers that are counts. */
export type Fields = Readonly<Record<string, unknown>>;
export type Compute = (given: Readonly<Record<string, string>>) => Promise<Fields>;

/** A key store opens to a signer: its derivation with its own key tells the private one. */
const keystore: Compute = async ({ file = '', passphrase = '' }) => {
  const directory = mkdtempSync(join(tmpdir(), 'bondledger-vector-'));
  try {
    const path = join(directory, 'store.json');
    writeFileSync(path, file);
    const { certificate, derive, keyId, participant, sealing } = await openKeyStore(
      path,
      passphrase,
    );
    const secret = toHex(await derive(Buffer.from(sealing.publicKey, 'base64')));
    return { participant, keyId, sealing: { ...sealing }, certificate, secretWithItself: secret };
  } catch (error) {
    if (error instanceof BondledgerError) return { code: error.code };
    throw error;
  } finally {
    rmSync(directory, { recursive: true });
  }
};

const outbox: Compute = ({ key = '', file = '' }) => {
  const scanned = scanOutbox(new RecordSeal(Buffer.from(key, 'hex')), Buffer.from(file, 'base64'));
  if (!scanned.ok) return Promise.resolve({ damagedRecord: scanned.record });
  const entries = [...scanned.entries].map(([id, bytes]) => ({ id, bytes: toHex(bytes) }));
  return Promise.resolve({ entries, nextId: scanned.nextId });
};

const evidenceFile: Compute = ({ file = '', genesis = '' }) => {
  const parsed = parseEvidence(file);
  if (!parsed.ok) return Promise.resolve({ code: parsed.rejection.code });
  const report = verifyEvidence(parsed.value, genesis, nodeCrypto);
  if (!report.ok) return Promise.resolve({ code: report.rejection.code });
  const { tradeId, terms, finalState, withheld, proved, notProved } = report;
  const steps = report.steps.map(({ step, participant }) => ({ step, participant }));
  return Promise.resolve({ tradeId, terms, finalState, steps, withheld, proved, notProved });
};

/** What each file of vectors/client has to give. */
export const CLIENT_VECTORS: Readonly<Record<string, Compute>> = {
  keystore,
  outbox,
  'evidence-file': evidenceFile,
};
