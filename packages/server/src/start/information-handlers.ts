import { DAY_KEY, readRegistry, type DayRecord } from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import type { Day } from '@bondledger/sdk/api';
import type { Handlers } from '../http/handler.js';
import type { Services } from './services.js';

/** In KST: the operator of the day closes the business at this time. */
const CUT_OFF = '17:30';

/** What the server is, and which day it is on the ledger. */
export function informationHandlers(
  services: Pick<Services, 'version' | 'engine' | 'transport' | 'desks' | 'demo' | 'now'>,
): Pick<Handlers, 'info' | 'day'> {
  const { version, engine, transport, desks, demo, now } = services;
  return {
    info: () =>
      Promise.resolve({
        version,
        ledgerId: transport.ledgerId,
        engine,
        demo: demo !== undefined,
        institutions: desks.all().map(({ code, profile: { name } }) => ({ code, name })),
      }),
    day: () => readDay({ transport, now }),
  };
}

/** The business day as the ledger has it now. */
export async function readDay({
  transport,
  now,
}: Pick<Services, 'transport' | 'now'>): Promise<Day> {
  const [values, { height }] = await Promise.all([transport.read([DAY_KEY]), transport.head()]);
  const day = readRegistry<DayRecord>(values.get(DAY_KEY));
  if (day === undefined) throw new BondledgerError({ code: 'LEDGER_DOWN' });
  const { businessDate, phase } = day;
  return { businessDate, phase, cutOff: CUT_OFF, height, now: now().toISOString() };
}
