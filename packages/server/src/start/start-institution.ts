import { join } from 'node:path';
import { mkdir, readFile } from 'node:fs/promises';
import type { FastifyBaseLogger } from 'fastify';
import { openAs, outboxKey, type ConsortiumEngine } from '@bondledger/consortium';
import { participantKey, readRegistry, type ParticipantRecord } from '@bondledger/contract';
import { openDatabase } from '@bondledger/database';
import { BondledgerError } from '@bondledger/domain';
import type { Gateway, Ledger } from '@bondledger/ledger';
import {
  Institution,
  openKeyStore,
  openOutbox,
  remoteTransport,
  type RemoteOptions,
  type Transport,
} from '@bondledger/sdk';
import { databasePlaceOf, secretOf, type Config } from '../config/config.js';
import { ServedDesks } from '../desks/served-desks.js';
import { CATCH_UP_MS } from '../limits.js';
import { behindGateway, gatewayFailure } from './behind-gateway.js';
import { Closing } from './closing.js';
import { networkOf } from './network-of.js';
import { startServer, type RunningServer } from './start-server.js';

export interface InstitutionServerOptions {
  readonly code: string;
  readonly config: Config;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The engine that a ledger's directory was made with; undefined for the embedded one. */
  readonly engineOf: (directory: string) => Promise<ConsortiumEngine | undefined>;
  readonly screens?: string | undefined;
  readonly log: FastifyBaseLogger;
  readonly now?: () => Date;
}

/** An institution at its ledger. */
interface AtLedger {
  readonly institution: Institution;
  readonly transport: Transport;
  readonly owned: { readonly ledger: Ledger; readonly gateway: Gateway } | undefined;
}

/**
 * Starts the server of one institution, as its configuration says. What it opens for that it closes
 * with the server.
 *
 * @throws BondledgerError CONFIG_INVALID, PARTICIPANT_UNKNOWN, TLS_NEEDED, KEYSTORE_UNREADABLE,
 * DATABASE_WRONG, GATEWAY_TOKEN_REFUSED, and what opening a ledger throws
 */
export async function startInstitutionServer(
  options: InstitutionServerOptions,
): Promise<RunningServer> {
  const { code, config, env } = options;
  const { listen, directory, ledger } = config;
  const closing = new Closing();
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const place = await databasePlaceOf(config, env);
    const database = closing.add(await openDatabase(place), (opened) => opened.close());
    const { institution, transport, owned } = await openInstitution(options, closing);
    const desks = new ServedDesks();
    const profile = await profileOf(transport, code);
    desks.add({ code, institution, transport, profile });
    const { tls } = listen;
    const server = await startServer({
      directory,
      engine: owned?.ledger.engine ?? 'gateway',
      network: 'directory' in ledger ? networkOf(owned?.ledger, ledger.directory) : undefined,
      ledger: owned?.ledger,
      gateway: owned?.gateway,
      transport,
      desks,
      database,
      host: listen.host,
      port: listen.port,
      tls: tls && { cert: await readFile(tls.certificate), key: await readFile(tls.key) },
      screens: options.screens,
      log: options.log,
      ...(options.now === undefined ? {} : { now: options.now }),
    });
    closing.add(server, (running) => running.close());
    const close = (): Promise<void> => closing.run();
    return { ...server, close, [Symbol.asyncDispose]: close };
  } catch (error) {
    await closing.run();
    throw error;
  }
}

async function openInstitution(
  { code, config, env, engineOf }: InstitutionServerOptions,
  closing: Closing,
): Promise<AtLedger> {
  const { file, ledger } = config;
  const passphrase = await secretOf(config.passphrase, env, { file, field: 'passphrase' });
  if ('directory' in ledger) {
    const engine = await engineOf(ledger.directory);
    const opened = await openAs({
      directory: ledger.directory,
      participant: code,
      write: true,
      passphrase,
      ...(engine === undefined ? {} : { engine }),
    });
    return closing.add(opened, (each) => each.close());
  }
  const transport = await throughGateway({
    url: ledger.gateway,
    credentials: await secretOf(ledger.token, env, { file, field: 'ledger.token' }),
    genesis: await readFile(ledger.genesis, 'utf8'),
    // Whoever asks is told soon that the ledger is down; the server itself goes on trying.
    patienceMs: CATCH_UP_MS,
  });
  const signer = await openKeyStore(ledger.keyStore, passphrase);
  if (signer.participant !== code) {
    const field = 'ledger.keyStore';
    throw new BondledgerError({ code: 'CONFIG_INVALID', params: { file, field } });
  }
  const place = join(config.directory, 'outbox');
  await mkdir(place, { recursive: true, mode: 0o700 });
  const key = await outboxKey(signer);
  const outbox = closing.add(await openOutbox({ directory: place, key }), (each) => each.close());
  const institution = await Institution.open({ transport, signer, outbox });
  closing.add(institution, (each) => each.close());
  return { institution, transport, owned: undefined };
}

async function throughGateway(options: RemoteOptions): Promise<Transport> {
  try {
    return behindGateway(await remoteTransport(options));
  } catch (error) {
    throw gatewayFailure(error);
  }
}

async function profileOf(transport: Transport, code: string): Promise<ParticipantRecord> {
  const key = participantKey(code);
  const profile = readRegistry<ParticipantRecord>((await transport.read([key])).get(key));
  if (profile !== undefined) return profile;
  throw new BondledgerError({ code: 'PARTICIPANT_UNKNOWN', params: { participant: code } });
}
