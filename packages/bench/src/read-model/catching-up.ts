import { KSD } from '@bondledger/domain';
import { openConsortium, runDay, type Consortium, type ReferenceDay } from '@bondledger/consortium';
import type { Database } from '@bondledger/database';
import { openReadModel, type Desk, type ReadModel } from '@bondledger/server';

/** How often a projection is looked at; it is no part of what is measured. */
const LOOK_MS = 5;
const STEPS_A_SECOND = 50;
const LIVE_STEPS = 300;

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

async function desksOf(consortium: Consortium): Promise<readonly Desk[]> {
  const profiles = new Map((await consortium.participants()).map((each) => [each.code, each]));
  return consortium.institutions().flatMap((institution) => {
    const profile = profiles.get(institution.participant);
    const { transport } = consortium;
    return profile === undefined
      ? []
      : [{ code: institution.participant, institution, transport, profile }];
  });
}

/** A read model for all institutions of a consortium. */
export async function modelOf(consortium: Consortium, database: Database): Promise<ReadModel> {
  const all = await desksOf(consortium);
  return openReadModel({
    database,
    desks: {
      all: () => all,
      of: (code) => {
        const desk = all.find((each) => each.code === code);
        if (desk === undefined) throw new Error(`no desk ${code}`);
        return desk;
      },
      onJoin: () => undefined,
    },
  });
}

/** Waits until every institution's tables have come to a height. */
export async function allReached(model: ReadModel, height: number): Promise<void> {
  while (model.progress().some((each) => each.height < height)) await pause(LOOK_MS);
}

/** Seconds that the read models of all need to be there after a day at full speed. */
export async function afterFullDay(
  directory: string,
  day: ReferenceDay,
  database: Database,
): Promise<{ readonly day: number; readonly after: number }> {
  await using consortium = await openConsortium({ directory });
  await using model = await modelOf(consortium, database);
  await allReached(model, (await consortium.transport.head()).height);
  const { seconds } = await runDay(consortium, day);
  const began = performance.now();
  await allReached(model, (await consortium.transport.head()).height);
  return { day: seconds, after: (performance.now() - began) / 1000 };
}

/** Milliseconds between a step's answer and its row, at fifty steps a second: every step's. */
export async function lagAtFifty(
  directory: string,
  day: ReferenceDay,
  database: Database,
): Promise<readonly number[]> {
  await using consortium = await openConsortium({ directory });
  await using model = await modelOf(consortium, database);
  await allReached(model, (await consortium.transport.head()).height);
  const submits = day.tickets.slice(0, LIVE_STEPS);
  const answered = new Map<string, number>();
  const lags: number[] = [];
  model.onChange(({ institution, tradeId }) => {
    const at = answered.get(tradeId);
    if (institution === KSD && at !== undefined) lags.push(performance.now() - at);
  });
  const running: Promise<unknown>[] = [];
  const began = performance.now();
  for (const [index, { terms, sellerSide }] of submits.entries()) {
    const due = began + (index * 1000) / STEPS_A_SECOND;
    await pause(Math.max(0, due - performance.now()));
    const seller = consortium.institution(terms.seller);
    const take = async (): Promise<void> => {
      const [result] = await seller.take([{ step: 'SUBMIT', terms, own: sellerSide }]);
      if (result?.status !== 'ACCEPTED') throw new Error(JSON.stringify(result));
      const now = performance.now();
      if (result.tradeId !== undefined) answered.set(result.tradeId, now);
    };
    running.push(take());
  }
  await Promise.all(running);
  await allReached(model, (await consortium.transport.head()).height);
  // A row that came before its answer has no lag at all.
  while (lags.length < submits.length) lags.push(0);
  return lags.sort((left, right) => left - right);
}
