import {
  commitmentKey,
  decodeTradeRecord,
  fromBase64,
  isObject,
  openCore,
  openSide,
  parseBatchHeader,
  parseCanonical,
  toBase64,
  tradeKey,
  type CoreEvidence,
  type Crypto,
  type SideEvidence,
  type TradeCore,
  type TradeRecord,
} from '@bondledger/contract';
import { BondledgerError, type SideName } from '@bondledger/domain';
import type { TradeKeys } from '../client/trade-view.js';
import type { KeyVersion } from '../transport/transport.js';
import {
  EVIDENCE_FORMAT,
  type Evidence,
  type EvidenceStep,
  type HiddenSide,
  type ShownSide,
  type ShownStep,
} from './evidence.js';
import { EvidenceSource, type EvidenceTransport } from './evidence-source.js';
import { withholdSides } from './withhold-sides.js';

export interface CollectOptions {
  readonly transport: EvidenceTransport;
  readonly crypto: Crypto;
  readonly tradeId: string;
  /** Those that this institution holds: a side without its key is withheld. */
  readonly keys: TradeKeys;
  /** The sides to show; every one that the keys open if left out. */
  readonly sides?: readonly SideName[];
}

/** A trade as its history tells it: the evidence, and its newest version. */
export interface CollectedTrade {
  readonly evidence: Evidence;
  readonly core: TradeCore;
  /** The newest version's bytes. */
  readonly value: Uint8Array;
}

/**
 * Collects the evidence of a trade from the ledger: what was signed for each step, the signer's
 * certificate, and the proof that the ledger accepted it.
 *
 * @throws BondledgerError TRADE_UNKNOWN; TRADE_NOT_VISIBLE where the keys are not this trade's;
 * KEY_UNKNOWN; and whatever the transport rejects with.
 *
 * @example
 * const { tradeId, keys } = view;
 * const evidence = await collectEvidence({ transport, crypto, tradeId, keys, sides: ['seller'] });
 * await writeFile('trade.evidence.json', encodeEvidence(evidence));
 */
export async function collectEvidence(options: CollectOptions): Promise<Evidence> {
  const { transport, crypto, tradeId, keys, sides } = options;
  const { evidence } = await collectFrom(new EvidenceSource(transport, crypto), tradeId, keys);
  const left = (['seller', 'buyer'] as const).filter((side) => sides?.includes(side) === false);
  return withholdSides(crypto, evidence, left);
}

/** The same with everything that the keys open, from a source that several trades share. */
export async function collectFrom(
  source: EvidenceSource,
  tradeId: string,
  keys: TradeKeys,
): Promise<CollectedTrade> {
  const steps: Promise<EvidenceStep>[] = [];
  let newest: OpenedVersion | undefined;
  for await (const version of source.transport.history(tradeKey(tradeId))) {
    const opened = openVersion(source.crypto, tradeId, keys, version);
    steps.push(stepOf(source, keys, opened));
    newest = opened;
  }
  if (newest === undefined) {
    throw new BondledgerError({ code: 'TRADE_UNKNOWN', params: { tradeId } });
  }
  const { ledgerId } = source.transport;
  return {
    evidence: { format: EVIDENCE_FORMAT, ledgerId, steps: await Promise.all(steps), tradeId },
    core: newest.core,
    value: newest.version.value,
  };
}

interface OpenedVersion {
  readonly version: KeyVersion;
  readonly core: TradeCore;
  /** Of the step that wrote this version, from whichever sides open. */
  readonly sides: readonly SideEvidence[];
}

function openVersion(
  crypto: Crypto,
  tradeId: string,
  keys: TradeKeys,
  version: KeyVersion,
): OpenedVersion {
  const record = decodeTradeRecord(version.value);
  const core = record && openCore(crypto, keys.coreKey, tradeId, record.core);
  if (record === undefined || core === undefined) {
    throw new BondledgerError({ code: 'TRADE_NOT_VISIBLE', params: { tradeId } });
  }
  const leaf = core.steps.at(-1)?.[0];
  const sides = [
    sideEvidence(crypto, tradeId, 'seller', keys.sellerKey, record),
    sideEvidence(crypto, tradeId, 'buyer', keys.buyerKey, record),
  ].filter((evidence) => evidence?.leaf === leaf);
  return { version, core, sides: sides.flatMap((evidence) => evidence ?? []) };
}

function sideEvidence(
  crypto: Crypto,
  tradeId: string,
  side: SideName,
  key: Uint8Array | undefined,
  record: TradeRecord,
): SideEvidence | undefined {
  if (key === undefined || record[side].length === 0) return undefined;
  return openSide(crypto, key, tradeId, side, record[side])?.evidence;
}

async function stepOf(
  source: EvidenceSource,
  keys: TradeKeys,
  { version, core, sides }: OpenedVersion,
): Promise<EvidenceStep> {
  const leaf = core.steps.at(-1)?.[0] ?? '';
  const whole = sides.find(({ kind }) => kind === 'whole');
  const half = sides.find(({ kind }) => kind === 'half');
  const signed = whole?.kind === 'whole' ? whole : core.evidence;
  if (signed === undefined) return source.withheld(leaf, version);
  const keyId = parseBatchHeader(signed.header)?.keyId ?? '';
  const [certificate, proof] = await Promise.all([
    source.certificate(keyId),
    source.proof(version),
  ]);
  const step: ShownStep = {
    certificate,
    core: signed.core,
    coreSalt: signed.coreSalt,
    header: signed.header,
    index: signed.index,
    leaf,
    path: signed.path,
    proof,
    side: sideOf('sideHash' in signed ? (half ?? signed) : signed),
    signature: signed.signature,
  };
  return isCommitted(signed.core)
    ? { ...step, commitmentKey: commitmentKeyOf(source.crypto, keys, signed.coreSalt) }
    : step;
}

/** The side part where it opened, else its hash. */
const sideOf = (evidence: CoreEvidence | SideEvidence): ShownSide | HiddenSide =>
  'sideHash' in evidence
    ? { hash: evidence.sideHash }
    : { salt: evidence.sideSalt, text: evidence.side };

/** Does the step name its trades by commitments? */
function isCommitted(core: string): boolean {
  const data = parseCanonical(core)?.['data'];
  return isObject(data) && Array.isArray(data['trades']);
}

const commitmentKeyOf = (crypto: Crypto, { coreKey }: TradeKeys, coreSalt: string): string =>
  toBase64(commitmentKey(crypto, coreKey, fromBase64(coreSalt) ?? new Uint8Array(0)));
