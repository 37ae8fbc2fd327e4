import { canonicalText, equalBytes, tradeKey, type Crypto } from '@bondledger/contract';
import { BondledgerError, type ErrorCode, type Rejection } from '@bondledger/domain';
import type { TradeKeys } from '../client/trade-view.js';
import type { Transport } from '../transport/transport.js';
import { collectFrom, type CollectedTrade } from './collect-evidence.js';
import { EvidenceSource, type EvidenceTransport } from './evidence-source.js';
import type { EvidenceReport } from './report.js';
import { createVerifier, type EvidenceVerifier } from './verify-evidence.js';

export interface OwnTrade {
  readonly tradeId: string;
  readonly keys: TradeKeys;
}

export interface VerifyTradesOptions {
  readonly transport: EvidenceTransport & Pick<Transport, 'genesis'>;
  readonly crypto: Crypto;
  readonly trades: Iterable<OwnTrade>;
  readonly signal?: AbortSignal;
  /** Called after each trade, with how many are done. */
  readonly onTrade?: (done: number) => void;
}

/** What was verified of an institution's trades. */
export interface TradesReport {
  readonly ok: boolean;
  readonly trades: number;
  /** Steps whose signature, certificate, place on the ledger and order were checked. */
  readonly steps: number;
  /** Steps of the other side, of which only the leaf is known. */
  readonly withheld: number;
  readonly failures: number;
  /** The first trade, in the order given, that does not verify. */
  readonly firstFailure?: { readonly tradeId: string; readonly rejection: Rejection };
}

/** Trades that are collected at a time. */
const LANES = 8;

/** What a trade's own records can be wrong about; anything else is the transport's to explain. */
const FAILURES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'TRADE_UNKNOWN',
  'TRADE_NOT_VISIBLE',
  'KEY_UNKNOWN',
  'EVIDENCE_BLOCK_WRONG',
]);

/**
 * Collects and verifies the evidence of trades, each as its institution can open it: every
 * signature, certificate, place on the ledger and the order of the steps, that the record's state
 * and terms are what the steps make of it, and that no newer version has taken its place
 * (STATE_DIFFERS).
 *
 * @throws BondledgerError EVIDENCE_WRONG_GENESIS; REQUEST_ABORTED; whatever the transport rejects
 * with.
 */
export async function verifyOwnTrades(options: VerifyTradesOptions): Promise<TradesReport> {
  const { transport, crypto, signal, onTrade } = options;
  const verifier = createVerifier(await transport.genesis(), crypto);
  if (!verifier.ok) throw new BondledgerError(verifier.rejection);
  const source = new EvidenceSource(transport, crypto);
  const trades = [...options.trades];
  const reports: EvidenceReport[] = [];
  let next = 0;
  let done = 0;
  const lane = async (): Promise<void> => {
    for (let at = next; at < trades.length; at = next) {
      next += 1;
      if (signal?.aborted === true) throw new BondledgerError({ code: 'REQUEST_ABORTED' });
      const trade = trades[at];
      if (trade === undefined) return;
      reports[at] = await verifyTrade(source, verifier.value, trade);
      done += 1;
      onTrade?.(done);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return sumOf(reports);
}

async function verifyTrade(
  source: EvidenceSource,
  verifier: EvidenceVerifier,
  { tradeId, keys }: OwnTrade,
): Promise<EvidenceReport> {
  try {
    const collected = await collectFrom(source, tradeId, keys);
    const name = tradeKey(tradeId);
    const recorded = (await source.transport.read([name])).get(name);
    if (recorded === undefined || !equalBytes(recorded, collected.value)) {
      return { ok: false, tradeId, rejection: { code: 'STATE_DIFFERS' } };
    }
    return asRecorded(collected, verifier.verify(collected.evidence));
  } catch (error) {
    if (!(error instanceof BondledgerError) || !FAILURES.has(error.code)) throw error;
    return { ok: false, tradeId, rejection: error.rejection };
  }
}

/** The record must say what the steps make of the trade. */
function asRecorded({ core }: CollectedTrade, report: EvidenceReport): EvidenceReport {
  if (!report.ok) return report;
  const { tradeId, finalState, steps, withheld, terms } = report;
  const isSame =
    (finalState === undefined || finalState === core.state) &&
    steps.length + withheld === core.steps.length &&
    canonicalText(terms) === canonicalText(core.terms);
  return isSame ? report : { ok: false, tradeId, rejection: { code: 'EVIDENCE_STEPS_WRONG' } };
}

function sumOf(reports: readonly EvidenceReport[]): TradesReport {
  let [steps, withheld, failures] = [0, 0, 0];
  let firstFailure: TradesReport['firstFailure'];
  for (const report of reports) {
    if (report.ok) {
      steps += report.steps.length;
      withheld += report.withheld;
    } else {
      failures += 1;
      firstFailure ??= { tradeId: report.tradeId, rejection: report.rejection };
    }
  }
  const counts = { ok: failures === 0, trades: reports.length, steps, withheld, failures };
  return firstFailure === undefined ? counts : { ...counts, firstFailure };
}
