import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { outboxKey, type OpenedAs } from '@bondledger/consortium';
import { BondledgerError } from '@bondledger/domain';
import { Institution, openKeyStore, openOutbox, type Signer } from '@bondledger/sdk';
import type { Call } from '../command/call.js';
import { UsageError } from '../command/usage-error.js';
import { REMOTE_TEXTS } from '../texts/remote.js';
import { speak } from '../texts/language.js';
import { transportOf, type Remote } from './remote.js';

/**
 * Opens the institution of a key store through a server's gateway. Beside the key store lie the
 * ledger's genesis as it was first seen, the outbox, and the gateway's proofs of delivery.
 */
export async function openOwn(
  call: Call,
  remote: Remote,
  keystore: string,
  write: boolean,
): Promise<OpenedAs> {
  const say = speak(REMOTE_TEXTS, call.language);
  const signer = await openSigner(call, keystore);
  const code = call.text('as')?.toUpperCase() ?? signer.participant;
  if (code !== signer.participant) {
    throw new UsageError(say.otherInstitution(code, signer.participant));
  }
  const known = await genesisBeside(keystore);
  const deliveries: Promise<void>[] = [];
  const transport = await transportOf(remote, {
    ...(known === undefined ? {} : { genesis: known }),
    onDelivered: (_batch, proof) => {
      const line = `${JSON.stringify(proof)}\n`;
      deliveries.push(appendFile(`${keystore}.deliveries`, line, { mode: 0o600 }));
    },
  });
  if (known === undefined) await writeFile(genesisPath(keystore), await transport.genesis());
  const outbox = write ? await openOutboxBeside(keystore, signer) : undefined;
  try {
    const more = outbox === undefined ? {} : { outbox };
    const institution = await Institution.open({ transport, signer, ...more });
    return {
      institution,
      transport,
      owned: undefined,
      close: async () => {
        await institution.close();
        await outbox?.close();
        await Promise.all(deliveries);
      },
    };
  } catch (error) {
    await outbox?.close();
    throw error;
  }
}

async function openSigner(call: Call, path: string): Promise<Signer> {
  const passphrase = call.io.env['BONDLEDGER_PASSPHRASE'];
  if (passphrase !== undefined) return openKeyStore(path, passphrase);
  throw new BondledgerError({ code: 'PASSPHRASE_MISSING', params: { path } });
}

const genesisPath = (keystore: string): string => `${keystore}.genesis`;

const genesisBeside = (keystore: string): Promise<string | undefined> =>
  existsSync(genesisPath(keystore))
    ? readFile(genesisPath(keystore), 'utf8')
    : Promise.resolve(undefined);

async function openOutboxBeside(keystore: string, signer: Signer): ReturnType<typeof openOutbox> {
  const directory = `${keystore}.outbox`;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  return openOutbox({ directory, key: await outboxKey(signer) });
}
