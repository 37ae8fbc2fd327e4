import { createHash, createPrivateKey, type KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { createGuard, fromBase64, nodeCrypto, type Genesis } from '@bondledger/contract';
import { BondledgerError, KSD } from '@bondledger/domain';
import {
  createGateway,
  openEmbeddedLedger,
  type Gateway,
  type Ledger,
  type LedgerEvent,
  type Meter,
} from '@bondledger/ledger';
import {
  Institution,
  openKeyStore,
  openOutbox,
  type Signer,
  type Transport,
} from '@bondledger/sdk';
import { localTransport } from '../transport/local-transport.js';
import type { ConsortiumEngine, EngineLedger } from './engine.js';
import { requireEngine } from './engine-file.js';
import { readGenesis } from './read-genesis.js';
import type { ConsortiumLayout } from './layout.js';

/** A ledger that this process owns, and the institutions that it acts for. */
export interface OpenedLedger {
  readonly ledger: Ledger;
  readonly gateway: Gateway;
  readonly transport: Transport;
  /**
   * Opens an institution once, with its key store and outbox. KSD first: its guard needs its keys.
   */
  institution(code: string): Promise<Institution>;
  signer(code: string): Promise<Signer>;
  close(): Promise<void>;
}

export interface OpenLedgerOptions {
  /** Makes a new ledger. */
  readonly genesis?: Genesis;
  /** Opens the ledger in place of the embedded engine, with guards of its own. */
  readonly engine?: ConsortiumEngine;
  readonly onEvent?: (event: LedgerEvent) => void;
  /** Of the key stores; see `readPassphrase` where it is left out. */
  readonly passphrase?: string;
  readonly meter?: ConsortiumMeter;
}

/** Who measures the ways of a consortium's batches. */
export interface ConsortiumMeter extends Omit<Meter, 'stage'> {
  stage(stage: 'sign' | Parameters<Meter['stage']>[0], seconds: number): void;
}

/**
 * Opens the ledger of a consortium's directory, with KSD's guard in its place.
 *
 * @throws BondledgerError ENGINE_OTHER where the directory was made with another engine
 */
export async function openLedger(
  layout: ConsortiumLayout,
  options: OpenLedgerOptions = {},
): Promise<OpenedLedger> {
  requireEngine(layout.directory, options.engine);
  const genesis = options.genesis ?? readGenesis(layout.directory).genesis;
  const nodeKey = createPrivateKey(await readKey(layout.nodeKey));
  const institutions = new Map<string, Institution>();
  const signers = new Map<string, Signer>();
  const closing: (() => Promise<void>)[] = [];
  const { ledger, gateway, batchSizeOf } = await openEngine(
    layout,
    options,
    genesis,
    nodeKey,
    (code) => institutions.get(KSD)?.pairKey(code),
  );
  const transport = localTransport(ledger, gateway, genesis);

  const signer = async (code: string): Promise<Signer> => {
    const known = signers.get(code);
    if (known !== undefined) return known;
    const passphrase = options.passphrase ?? (await readPassphrase(layout));
    const opened = await openKeyStore(layout.keyStore(code), passphrase);
    signers.set(code, opened);
    return opened;
  };
  const open = async (code: string): Promise<Institution> => {
    const known = institutions.get(code);
    if (known !== undefined) return known;
    if (code !== KSD) await open(KSD);
    const own = await signer(code);
    await mkdir(layout.outbox(code), { recursive: true });
    const outbox = await openOutbox({ directory: layout.outbox(code), key: await outboxKey(own) });
    closing.push(() => outbox.close());
    const size = batchSizeOf(code);
    const batchSize = size === undefined ? {} : { batchSize: size };
    const { meter } = options;
    const measured =
      meter === undefined ? {} : { onSigned: (seconds: number) => meter.stage('sign', seconds) };
    const institution = await Institution.open({
      transport,
      signer: own,
      outbox,
      ...batchSize,
      ...measured,
    });
    closing.push(() => institution.close());
    institutions.set(code, institution);
    return institution;
  };
  return {
    ledger,
    gateway,
    transport,
    signer,
    institution: open,
    async close() {
      for (const close of closing.reverse()) await close();
      await ledger.close();
    },
  };
}

/** The ledger with its gateway: of the engine that was given, else the embedded one. */
async function openEngine(
  { directory }: ConsortiumLayout,
  options: OpenLedgerOptions,
  genesis: Genesis,
  nodeKey: KeyObject,
  pairOfKsd: Parameters<typeof createGuard>[1],
): Promise<Pick<OpenedLedger, 'ledger' | 'gateway'> & Pick<EngineLedger, 'batchSizeOf'>> {
  const measured = options.meter === undefined ? {} : { meter: options.meter };
  if (options.engine !== undefined) {
    const opened = await options.engine.open({ directory, genesis, nodeKey, ...measured });
    const { ledger, laneOf, batchSizeOf } = opened;
    return {
      ledger,
      gateway: createGateway(ledger, { nodeKey, laneOf, ...measured }),
      batchSizeOf,
    };
  }
  const ledger = await openEmbeddedLedger({
    directory,
    nodeKey,
    guard: createGuard(nodeCrypto, pairOfKsd),
    ...(options.genesis === undefined ? {} : { genesis: options.genesis }),
    ...(options.onEvent === undefined ? {} : { onEvent: options.onEvent }),
  });
  const gateway = createGateway(ledger, { nodeKey, ...measured });
  return { ledger, gateway, batchSizeOf: () => undefined };
}

/** Opens a ledger of another engine to read it. @throws BondledgerError ENGINE_OTHER */
export async function openToRead(
  layout: ConsortiumLayout,
  engine: ConsortiumEngine,
): Promise<Ledger> {
  const { directory } = layout;
  requireEngine(directory, engine);
  const { genesis } = readGenesis(directory);
  const nodeKey = createPrivateKey(await readKey(layout.nodeKey));
  return (await engine.open({ directory, genesis, nodeKey })).ledger;
}

/**
 * The passphrase of the key stores: BONDLEDGER_PASSPHRASE, else the demo's own file.
 *
 * @throws BondledgerError PASSPHRASE_MISSING where there is neither
 */
export async function readPassphrase(layout: ConsortiumLayout): Promise<string> {
  const given = process.env['BONDLEDGER_PASSPHRASE'];
  if (given !== undefined) return given;
  const { passphrase: path } = layout;
  if (!existsSync(path)) {
    throw new BondledgerError({ code: 'PASSPHRASE_MISSING', params: { path } });
  }
  return (await readFile(path, 'utf8')).trimEnd();
}

async function readKey(path: string): Promise<string> {
  if (!existsSync(path)) {
    throw new BondledgerError({ code: 'KEYSTORE_UNREADABLE', params: { path } });
  }
  return readFile(path, 'utf8');
}

/** What the outbox is sealed under: derived from the institution's own sealing key. */
export async function outboxKey(signer: Signer): Promise<Uint8Array> {
  const own = fromBase64(signer.sealing.publicKey) ?? new Uint8Array(0);
  const secret = await signer.derive(own);
  return createHash('sha256').update('bondledger/outbox/1').update(secret).digest();
}
