import { openConsortium, runDay, type Consortium, type DayReport } from '@bondledger/consortium';
import { KSD } from '@bondledger/domain';
import type { TradeView } from '@bondledger/sdk';
import type { Call } from '../command/call.js';
import { DONE, FAILED, type ExitCode } from '../exit-code.js';
import { createProgress } from '../progress/progress.js';
import { prepareDay, type Prepared } from './day-options.js';
import { nextText } from './next-text.js';
import { reportText } from './report-text.js';

/** A trade to look at afterwards. */
export interface Example {
  readonly tradeId: string;
  readonly seller: string;
  readonly buyer: string;
}

/** `start` */
export const start = (call: Call): Promise<ExitCode> => settleDay(call, true);

/** `day` */
export const day = (call: Call): Promise<ExitCode> => settleDay(call, false);

/** Settles a reference day and answers how it went. */
async function settleDay(call: Call, showsNext: boolean): Promise<ExitCode> {
  const prepared = await prepareDay(call);
  const { report, example } = await run(call, prepared);
  const { directory } = prepared;
  const isWhole = report.conserved.securities && report.conserved.cash;
  const settled = report.byState.SETTLED ?? 0;
  const { seed, tradeDate } = prepared.day;
  const result = { ...report, seed, tradeDate, directory };
  call.answer(result, () => {
    const next = showsNext && example !== undefined ? nextText(call, directory, example) : '';
    return reportText(call, directory, report) + next;
  });
  return isWhole && settled === report.trades ? DONE : FAILED;
}

interface Ran {
  readonly report: DayReport;
  readonly example: Example | undefined;
}

async function run(call: Call, prepared: Prepared): Promise<Ran> {
  const consortium = await openConsortium({ directory: prepared.directory });
  const progress = createProgress(call);
  try {
    const { signal } = call.io;
    const report = await runDay(consortium, prepared.day, {
      onProgress: progress.update,
      ...(signal === undefined ? {} : { signal }),
    });
    return { report, example: exampleOf(consortium) };
  } finally {
    progress.stop();
    await consortium.close();
  }
}

/** A settled trade of a chain with a fund in it, or one that comes close: it shows most. */
function exampleOf(consortium: Consortium): Example | undefined {
  let best: { readonly view: TradeView; readonly worth: number } | undefined;
  for (const view of consortium.institution(KSD).book.trades()) {
    if (view.core.state !== 'SETTLED') continue;
    const hasFund = view.seller?.fund !== undefined || view.buyer?.fund !== undefined;
    const worth = (view.core.chainId === undefined ? 0 : 2) + (hasFund ? 1 : 0);
    if (best === undefined || worth > best.worth) best = { view, worth };
  }
  if (best === undefined) return undefined;
  const { seller, buyer } = best.view.core.terms;
  return { tradeId: best.view.tradeId, seller, buyer };
}
