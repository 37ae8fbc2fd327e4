import { join } from 'node:path';
import {
  createConsortium,
  openConsortium,
  referenceDay,
  runDay,
  type Consortium,
} from '@bondledger/consortium';
import { createCalendar, KSD, type IsoDate } from '@bondledger/domain';
import type { Programs } from '@bondledger/fabric';
import { SubmitSource } from '../submit-source.js';
import { BenchNetwork } from './bench-network.js';
import { withoutReaders } from './submit-run.js';
import { Submitting } from './submitting.js';

const SETTLED_TRADES = 15_480;
const ROUNDS = 3;

/**
 * How many times as long 64 senders take on a network with 15,480 settled trades as on an empty
 * one. Both run, and take turns; both have the same issues and the same business date.
 */
export async function largeRun(
  base: string,
  programs: Programs,
  onNetwork: (network: BenchNetwork) => void,
): Promise<number> {
  const day = referenceDay({ trades: SETTLED_TRADES });
  const calendar = createCalendar(day.holidays);
  const tradeDate = calendar.next(day.settlementDate);
  const dates = { tradeDate, settlementDate: calendar.next(tradeDate) };
  const networks: BenchNetwork[] = [];
  const consortia: Consortium[] = [];
  const made = async (name: string): Promise<Submitting> => {
    const directory = join(base, name);
    const network = new BenchNetwork(directory, programs);
    networks.push(network);
    onNetwork(network);
    const { engine } = network;
    await createConsortium({ directory, day, engine });
    const consortium = await openConsortium({ directory, engine });
    consortia.push(consortium);
    if (name === 'full') {
      const { byState } = await runDay(consortium, day);
      if (byState.SETTLED !== SETTLED_TRADES) throw new Error(JSON.stringify(byState));
    } else {
      await moveTo(consortium, day.tradeDate, ['CUT_OFF', 'CLOSED']);
    }
    await moveTo(consortium, tradeDate, ['OPEN']);
    await withoutReaders(consortium);
    return new Submitting(consortium, new SubmitSource(SETTLED_TRADES, dates));
  };
  try {
    const onFull = await made('full');
    const onEmpty = await made('empty');
    let [fullSeconds, emptySeconds] = [0, 0];
    for (let round = 0; round < ROUNDS; round += 1) {
      fullSeconds += await onFull.together();
      emptySeconds += await onEmpty.together();
    }
    return fullSeconds / emptySeconds;
  } finally {
    for (const consortium of consortia) await consortium.close();
    for (const network of networks) await network.remove();
  }
}

async function moveTo(
  consortium: Consortium,
  businessDate: IsoDate,
  phases: readonly ('OPEN' | 'CUT_OFF' | 'CLOSED')[],
): Promise<void> {
  const ksd = consortium.institution(KSD);
  for (const phase of phases) {
    await ksd.caughtUp();
    const [result] = await ksd.take([{ step: 'SET_DAY', data: { businessDate, phase } }]);
    if (result?.status !== 'ACCEPTED') throw new Error(JSON.stringify(result));
  }
}
