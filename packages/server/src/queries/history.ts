import {
  decodeTradeRecord,
  fromBase64,
  fromHex,
  keyKey,
  leafOf,
  nodeCrypto,
  openCore,
  openSide,
  parseBatchHeader,
  parseCorePart,
  parseSidePart,
  partHash,
  readRegistry,
  toHex,
  tradeKey,
  utf8,
  verifyPath,
  type CoreEvidence,
  type KeyRecord,
  type SideEvidence,
} from '@bondledger/contract';
import type { SideName, State } from '@bondledger/domain';
import type { KeyVersion, TradeKeys, Transport } from '@bondledger/sdk';
import type { HistoryStep } from '@bondledger/sdk/api';
import { timeOf } from '../read-model/project/first-written.js';

type HistoryTransport = Pick<Transport, 'history' | 'blocks' | 'read'>;

const HASH_BYTES = 32;

/**
 * Every step of a trade as the ledger itself has it, oldest first. What was signed is recomputed:
 * the leaf from the parts, its path to the batch's root, and the signature over the batch.
 *
 * @param asker its own operators are named, no other's
 */
export async function historyOf(
  transport: HistoryTransport,
  tradeId: string,
  keys: TradeKeys,
  asker: string,
): Promise<HistoryStep[]> {
  const steps: HistoryStep[] = [];
  const times = new Map<number, string>();
  let before: State = 'NONE';
  for await (const version of transport.history(tradeKey(tradeId))) {
    const { height } = version;
    const time = times.get(height) ?? (await timeOf(transport, height)) ?? '';
    times.set(height, time);
    const step = await stepOf(transport, { tradeId, keys, asker }, version, before, time);
    if (step === undefined) continue;
    steps.push(step);
    before = step.after;
  }
  return steps;
}

interface Reader {
  readonly tradeId: string;
  readonly keys: TradeKeys;
  readonly asker: string;
}

async function stepOf(
  transport: HistoryTransport,
  reader: Reader,
  { value, height, transactionIndex }: KeyVersion,
  before: State,
  committedAt: string,
): Promise<HistoryStep | undefined> {
  const { tradeId, keys, asker } = reader;
  const record = decodeTradeRecord(value);
  const core = record && openCore(nodeCrypto, keys.coreKey, tradeId, record.core);
  const newest = core?.steps.at(-1);
  if (record === undefined || core === undefined || newest === undefined) return undefined;
  const [leaf, step, revision, side] = newest;
  const sides = (['seller', 'buyer'] as const).flatMap((name) =>
    sideEvidence(reader, name, record[name], leaf),
  );
  const signed = sides.find((each) => each.kind === 'whole') ?? core.evidence;
  const common = {
    revision,
    step,
    ...(side === undefined ? {} : { side }),
    before,
    after: core.state,
    committedAt,
    height,
    transactionIndex,
    leaf,
  };
  if (signed === undefined) return { ...common, signature: 'WITHHELD' };
  const part = sides.at(0)?.side;
  const by = parseBatchHeader(signed.header)?.participant;
  const issued = parseCorePart(signed.core);
  const own = part === undefined || by !== asker ? undefined : parseSidePart(part);
  return {
    ...common,
    ...(by === undefined ? {} : { by }),
    ...(own?.ok === true ? { operator: own.value.operator } : {}),
    ...(issued.ok ? { issuedAt: issued.value.issuedAt } : {}),
    signature: (await isSigned(transport, signed, leaf)) ? 'VERIFIED' : 'WRONG',
  };
}

/** A side's part of the evidence of the step with this leaf. */
function sideEvidence(
  { tradeId, keys }: Reader,
  name: SideName,
  box: Uint8Array,
  leaf: string,
): readonly SideEvidence[] {
  const key = name === 'seller' ? keys.sellerKey : keys.buyerKey;
  if (key === undefined || box.length === 0) return [];
  const evidence = openSide(nodeCrypto, key, tradeId, name, box)?.evidence;
  return evidence?.leaf === leaf ? [evidence] : [];
}

type Signed = CoreEvidence | Extract<SideEvidence, { kind: 'whole' }>;

async function isSigned(
  transport: Pick<Transport, 'read'>,
  signed: Signed,
  leaf: string,
): Promise<boolean> {
  const header = parseBatchHeader(signed.header);
  const computed = leafOfParts(signed);
  const path = pathOf(signed.path);
  const root = header && fromHex(header.root);
  const signature = fromBase64(signed.signature);
  if (!header || !computed || !path || !root || !signature) return false;
  if (toHex(computed) !== leaf) return false;
  if (!verifyPath(nodeCrypto, computed, signed.index, header.count, path, root)) return false;
  const name = keyKey(header.keyId);
  const key = readRegistry<KeyRecord>((await transport.read([name])).get(name));
  const spki = key?.participant === header.participant ? fromBase64(key.spki) : undefined;
  return spki !== undefined && nodeCrypto.verifyEs256(spki, utf8(signed.header), signature);
}

function leafOfParts(signed: Signed): Uint8Array | undefined {
  const salt = fromBase64(signed.coreSalt);
  const sideHash = 'sideHash' in signed ? fromHex(signed.sideHash) : hashOfSide(signed);
  if (salt === undefined || sideHash === undefined) return undefined;
  return leafOf(nodeCrypto, partHash(nodeCrypto, salt, signed.core), sideHash);
}

function hashOfSide(signed: Extract<SideEvidence, { kind: 'whole' }>): Uint8Array | undefined {
  const salt = fromBase64(signed.sideSalt);
  return salt && partHash(nodeCrypto, salt, signed.side);
}

/** The hashes of a Merkle path, the lowest first. */
function pathOf(text: string): readonly Uint8Array[] | undefined {
  const bytes = fromBase64(text);
  if (bytes === undefined || bytes.length % HASH_BYTES !== 0) return undefined;
  return Array.from({ length: bytes.length / HASH_BYTES }, (_, at) =>
    bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
  );
}
