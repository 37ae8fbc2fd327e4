import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeCrypto } from '@bondledger/contract';
import { collectEvidence } from '../../src/evidence/collect-evidence.js';
import { encodeEvidence } from '../../src/evidence/evidence.js';
import { createKeyStore } from '../../src/keys/key-store.js';
import { openOutbox } from '../../src/outbox/open-outbox.js';
import { Consortium } from '../support/consortium.js';
import { keysOf, runTrades } from '../support/trades.js';

type Given = Readonly<Record<string, string>>;

async function keystores(consortium: Consortium, directory: string): Promise<readonly Given[]> {
  const passphrase = '열쇠 12';
  const path = join(directory, 'store.json');
  const { certificate } = consortium.signerOf('SELLER');
  await createKeyStore(path, passphrase, consortium.keysOf('SELLER'), certificate);
  const file = readFileSync(path, 'utf8');
  return [
    { file, passphrase },
    { file, passphrase: passphrase.normalize('NFD') },
    { file, passphrase: `${passphrase} ` },
    { file: file.replace('"participant":"SELLER"', '"participant":"BUYER"'), passphrase },
    { file: file.trimEnd(), passphrase },
  ];
}

async function outboxes(directory: string): Promise<readonly Given[]> {
  const key = Buffer.alloc(32, 7);
  const home = join(directory, 'outbox');
  const first = await openOutbox({ directory: home, key });
  const [one] = await Promise.all([first.put(Buffer.from('one')), first.put(Buffer.from('two'))]);
  first.remove(one);
  await first.put(Buffer.alloc(700, 3));
  const bytes = readFileSync(join(home, 'outbox.dat'));
  await first.close();
  // What was allocated ahead and never written would be megabytes of zeros.
  const written = bytes.findLastIndex((byte) => byte !== 0) + 1;
  const whole = bytes.subarray(0, written);
  const changed = Buffer.from(whole);
  changed[80] = (changed[80] ?? 0) ^ 1;
  const given = (file: Buffer, by = key): Given => ({
    key: by.toString('hex'),
    file: file.toString('base64'),
  });
  return [
    given(whole),
    given(Buffer.concat([whole, Buffer.alloc(64)])),
    given(whole.subarray(0, -9)),
    given(changed),
    given(whole, Buffer.alloc(32, 8)),
    given(Buffer.alloc(20)),
  ];
}

async function evidenceFiles(consortium: Consortium): Promise<readonly Given[]> {
  const { withdrawn, netted, chained } = await runTrades(consortium);
  const genesis = await consortium.ledger.genesis();
  const partsOf = async (tradeId: string): Promise<Parameters<typeof collectEvidence>[0]> => {
    const keys = await keysOf(consortium, 'SELLER', tradeId);
    return { transport: consortium.ledger, crypto: nodeCrypto, tradeId, keys };
  };
  const parts = await partsOf(withdrawn);
  const whole = encodeEvidence(await collectEvidence(parts));
  const oneSide = encodeEvidence(await collectEvidence({ ...parts, sides: [] }));
  const settled = encodeEvidence(await collectEvidence(await partsOf(netted)));
  const inChain = encodeEvidence(await collectEvidence(await partsOf(chained[0])));
  return [
    { file: whole, genesis },
    { file: oneSide, genesis },
    { file: whole.replace('9850', '9851'), genesis },
    { file: whole.replace('bondledger/evidence/1', 'bondledger/evidence/2'), genesis },
    { file: whole, genesis: genesis.replace('Test ledger', 'Other ledger') },
    // With steps withheld, and commitments of KSD.
    { file: settled, genesis },
    { file: settled.replace(/"commitmentKey":"[^"]*",/, ''), genesis },
    // Merged into a chain, split, and settled in another one.
    { file: inChain, genesis },
  ];
}

/** What the vectors are made from; keys and salts are new each time. */
export async function clientInputs(): Promise<Readonly<Record<string, readonly Given[]>>> {
  const directory = mkdtempSync(join(tmpdir(), 'bondledger-vectors-'));
  const consortium = await Consortium.open();
  try {
    return {
      keystore: await keystores(consortium, directory),
      outbox: await outboxes(directory),
      'evidence-file': await evidenceFiles(consortium),
    };
  } finally {
    await consortium.close();
    rmSync(directory, { recursive: true });
  }
}
