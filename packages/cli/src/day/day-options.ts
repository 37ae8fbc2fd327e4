import {
  createConsortium,
  engineNameOf,
  isSetUp,
  readDayFile,
  referenceDay,
  setUpConsortium,
  type ConsortiumEngine,
  type ReferenceDay,
} from '@bondledger/consortium';
import { BondledgerError, isIsoDate } from '@bondledger/domain';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Call } from '../command/call.js';
import { UsageError } from '../command/usage-error.js';
import { namedData, newDayDirectory, shownPath } from '../data/data-directory.js';
import { engineOf, openFabric } from '../fabric/engine-of.js';
import { FABRIC, hasNetwork, topologyPath } from '../fabric/places.js';
import { TRADES_MAX } from '../limits.js';
import { decimal, grouped } from '../output/number.js';
import { DAY_TEXTS } from '../texts/day.js';
import { speak } from '../texts/language.js';
import { USAGE_TEXTS } from '../texts/usage.js';

/** What a caller wants the day to be; what is left out is an ordinary day. */
interface Wanted {
  readonly trades?: number;
  readonly seed?: string;
  readonly tradeDate?: string;
}

export function wantedDay(call: Call): Wanted {
  const trades = call.count('trades', 1, TRADES_MAX);
  const seed = call.text('seed');
  const tradeDate = call.date('date');
  return {
    ...(trades === undefined ? {} : { trades }),
    ...(seed === undefined ? {} : { seed }),
    ...(tradeDate === undefined ? {} : { tradeDate }),
  };
}

/** @throws UsageError where the date is no business day that days are made for */
export function makeDay(call: Call, wanted: Wanted): ReferenceDay {
  try {
    return referenceDay(wanted);
  } catch (error) {
    const { tradeDate = '' } = wanted;
    if (!(error instanceof RangeError) || !isIsoDate(tradeDate)) throw error;
    throw new UsageError(speak(USAGE_TEXTS, call.language).notABusinessDay('--date', tradeDate));
  }
}

/** A consortium's directory, and the day that it was made for. */
export interface Prepared {
  readonly directory: string;
  readonly day: ReferenceDay;
  /** Whether the directory is new, so that nothing can be submitted yet. */
  readonly created: boolean;
  /** Where it is not the embedded one. */
  readonly engine: ConsortiumEngine | undefined;
}

/**
 * The directory of `--data` with the day that it was made for, or a new one. A day that was broken
 * off goes on in its directory.
 *
 * @param asked the engine to make a new directory with, and to find in an old one
 * @param otherwise the directory where the caller names none; a new one where it is left out
 * @throws UsageError where the directory was made for another day than the options say
 */
export async function prepareDay(
  call: Call,
  asked = call.choice('engine', ENGINES),
  otherwise?: string,
): Promise<Prepared> {
  const wanted = wantedDay(call);
  const data = namedData(call) ?? otherwise;
  if (data !== undefined) {
    const directory = call.path(data);
    const made = dayOf(call, directory, wanted);
    if (made !== undefined) return goOn(call, directory, made, asked);
    return create(call, directory, makeDay(call, wanted), asked);
  }
  const day = makeDay(call, wanted);
  return create(call, newDayDirectory(call, day.tradeDate), day, asked);
}

function dayOf(call: Call, directory: string, wanted: Wanted): ReferenceDay | undefined {
  // Half a consortium is not gone on with: opening it says so.
  const hasLedger = existsSync(join(directory, 'ledger.json')) || hasNetwork(directory);
  if (!hasLedger) {
    if (engineNameOf(directory) !== FABRIC) return undefined;
    const params = { path: topologyPath(directory) };
    throw new BondledgerError({ code: 'DIRECTORY_DAMAGED', params });
  }
  const file = readDayFile(directory);
  if (file === undefined) return undefined;
  const differs = Object.entries(wanted).some(([name, value]) => {
    const made: Readonly<Record<string, unknown>> = { ...file };
    return made[name] !== value;
  });
  if (differs) {
    const shown = shownPath(call, directory);
    const { trades, seed, tradeDate } = file;
    const made = speak(USAGE_TEXTS, call.language).otherDay;
    throw new UsageError(made(shown, trades.toString(), seed, tradeDate));
  }
  const say = speak(DAY_TEXTS, call.language);
  call.note(say.goesOn(grouped(file.trades), file.seed, shownPath(call, directory)));
  return makeDay(call, file);
}

/** The engines that a caller can ask for. */
const ENGINES = ['embedded', FABRIC] as const;
type Engine = (typeof ENGINES)[number];

/** The engine that a new directory is made with. */
async function wantedEngine(
  call: Call,
  asked: Engine | undefined,
): Promise<ConsortiumEngine | undefined> {
  const topology = call.text('topology');
  if (asked !== FABRIC) {
    if (topology === undefined) return undefined;
    throw new UsageError(speak(USAGE_TEXTS, call.language).onlyOnFabric('--topology'));
  }
  const given = topology === undefined ? {} : { topology: call.path(topology) };
  return openFabric(call, { starts: true, ...given });
}

/** @throws BondledgerError ENGINE_OTHER where another engine is asked for */
async function goOn(
  call: Call,
  directory: string,
  day: ReferenceDay,
  asked: Engine | undefined,
): Promise<Prepared> {
  const engine = await engineOf(call, directory, { starts: true });
  const made = engine?.name ?? 'embedded';
  if (asked !== undefined && asked !== made) {
    throw new BondledgerError({ code: 'ENGINE_OTHER', params: { path: directory, engine: made } });
  }
  if (engine !== undefined && !isSetUp(directory)) {
    await setUpConsortium({ directory, day, engine });
  }
  return { directory, day, created: false, engine };
}

async function create(
  call: Call,
  directory: string,
  day: ReferenceDay,
  asked: Engine | undefined,
): Promise<Prepared> {
  const engine = await wantedEngine(call, asked);
  const say = speak(DAY_TEXTS, call.language);
  call.note(say.newDay(grouped(day.tickets.length), day.seed, shownPath(call, directory)));
  const began = performance.now();
  await createConsortium({ directory, day, ...(engine === undefined ? {} : { engine }) });
  call.note(
    say.created(
      grouped(day.participants.length),
      grouped(day.issues.length),
      grouped(day.openingHoldings.length),
      decimal((performance.now() - began) / 1000, 2),
    ),
  );
  return { directory, day, created: true, engine };
}
