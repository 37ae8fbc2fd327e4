import { nodeCrypto } from '@bondledger/contract';
import { verifyOwnTrades, type TradesReport } from '@bondledger/sdk';
import { openAs, type OpenedAs } from '@bondledger/consortium';
import type { Call } from '../command/call.js';
import { engineOf } from '../fabric/engine-of.js';
import { grouped } from '../output/number.js';
import { createProgress } from '../progress/progress.js';
import { speak } from '../texts/language.js';
import { LEDGER_TEXTS } from '../texts/ledger.js';

/** Every trade that the institution can open: what was signed, by whom, and that it is there. */
export async function verifyAs(
  call: Call,
  directory: string,
  participant: string,
): Promise<TradesReport> {
  const engine = await engineOf(call, directory);
  const opened = await openAs({
    directory,
    participant,
    write: false,
    ...(engine === undefined ? {} : { engine }),
  });
  return verifyOpened(call, opened);
}

/** The same for what was opened already; it is closed afterwards. */
export async function verifyOpened(call: Call, opened: OpenedAs): Promise<TradesReport> {
  const progress = createProgress(call);
  try {
    const { institution, transport } = opened;
    const trades = [...institution.book.trades()];
    const { signal } = call.io;
    return await verifyOwnTrades({
      transport,
      crypto: nodeCrypto,
      trades,
      onTrade: (done) => progress.update({ step: 'TRADES', done, total: trades.length }),
      ...(signal === undefined ? {} : { signal }),
    });
  } finally {
    progress.stop();
    await opened.close();
  }
}

/** What was found of an institution's trades, for scripts. */
export function ownJson(
  call: Call,
  { trades, steps, withheld, failures, firstFailure }: TradesReport,
): object {
  if (firstFailure === undefined) return { trades, steps, withheld, failures };
  const { tradeId, rejection } = firstFailure;
  const { code, params = {} } = rejection;
  const first = { tradeId, code, params, sentence: call.sentence(rejection) };
  return { trades, steps, withheld, failures, firstFailure: first };
}

/** What was found of an institution's trades, for people. */
export function ownLines(call: Call, own: TradesReport, code: string): readonly string[] {
  const say = speak(LEDGER_TEXTS, call.language);
  const counted = say.ownTrades(grouped(own.trades), code, grouped(own.steps));
  if (own.firstFailure === undefined) return [`  ${counted}`];
  const { tradeId, rejection } = own.firstFailure;
  return [
    `${call.paint.red('✘')} ${say.badTrades(grouped(own.failures))}`,
    `  ${tradeId}  ${rejection.code}  ${call.sentence(rejection)}`,
  ];
}
