import { beforeAll, expect } from 'vitest';
import { scratch } from './scratch.js';
import { answerOf, command, type Ran } from './terminal.js';

export interface ListedTrade {
  readonly tradeId: string;
  readonly state: string;
  readonly seller: string;
  readonly buyer: string;
  readonly isin: string;
  readonly roles: readonly string[];
  readonly chainId?: string;
  readonly sellerSide?: object;
  readonly buyerSide?: object;
}

/** How many trades the settled day has. */
export const TRADES = 60;

/** What `day --json` ends with. */
type Day = Record<string, unknown>;

/** A directory in which `demo` is the ledger of a settled day, and commands that work there. */
export interface DemoDay {
  readonly cwd: string;
  bondledger(...line: string[]): Promise<Ran>;
  korean(...line: string[]): Promise<Ran>;
  asJson(...line: string[]): Promise<Day>;
  /** What `trade list` shows with these options. */
  listed(...filters: string[]): Promise<readonly ListedTrade[]>;
  /** The day itself: once the tests run. */
  day(): Day;
}

/** Settles a day before the tests of the file. */
export function demoDay(): DemoDay {
  const cwd = scratch();
  const bondledger: DemoDay['bondledger'] = (...line) => command(line, { cwd });
  const asJson: DemoDay['asJson'] = async (...line) => {
    const ran = await bondledger(...line, '--json');
    expect(ran).toMatchObject({ code: 0 });
    return answerOf(ran);
  };
  let settled: Day | undefined;
  beforeAll(async () => {
    const trades = TRADES.toString();
    settled = await asJson('day', '--trades', trades, '--seed', 'cli', '--data', 'demo');
  });
  return {
    cwd,
    bondledger,
    asJson,
    listed: async (...filters) =>
      (await asJson('trade', 'list', ...filters))['trades'] as readonly ListedTrade[],
    korean: (...line) => command([...line, '--lang', 'ko'], { cwd }),
    day: () => settled ?? expect.fail('no day was settled'),
  };
}
