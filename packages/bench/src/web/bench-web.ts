import { machineOf } from '../machine.js';
import { spreadOf, type Figure, type Report } from '../measure.js';
import { openBrowser } from './browser.js';
import { firstScreens, type FirstScreens } from './first-screens.js';
import { largeList, type LargeList } from './large-list.js';
import { manyRows, PICKED_ROWS, type ManyRows } from './many-rows.js';
import { serveDay, type ServedDay } from './served-day.js';

interface WebRun {
  readonly first: FirstScreens;
  readonly list: LargeList;
  readonly many: ManyRows;
}

type Pick = (run: WebRun) => number;
type Row = readonly [name: string, unit: string, pick: Pick, must?: number];

const FIRST_MS = 2_000;
const SCRIPT_KB = 350;
const TASK_MS = 50;
const ROWS = 80;
const TYPING_MS = 100;
const PROGRESS_MS = 200;
const KB = 1_000;

const ROWS_OF_REPORT: readonly Row[] = [
  ['login page usable, cold cache', 'ms', ({ first }) => first.loginMs, FIRST_MS],
  ['start page usable after the login', 'ms', ({ first }) => first.startMs, FIRST_MS],
  ['list of trades usable, cold cache', 'ms', ({ first }) => first.tradesMs, FIRST_MS],
  ['script of it, as it comes', 'kB', ({ first }) => first.bytes.script / KB, SCRIPT_KB],
  ['style of it', 'kB', ({ first }) => first.bytes.style / KB],
  ['fonts of it', 'kB', ({ first }) => first.bytes.fonts / KB],
  ['scrolling 15,480 rows, longest task', 'ms', ({ list }) => list.scrolling.wallMs, TASK_MS],
  ['the same, of a processor', 'ms', ({ list }) => list.scrolling.cpuMs],
  ['rows in the document meanwhile', 'rows', ({ list }) => list.scrolling.rows, ROWS],
  ['all 15,480 rows read', 's', ({ list }) => list.readMs / 1_000],
  ['longest task while they are', 'ms', ({ list }) => list.reading.wallMs],
  ['the same, of a processor', 'ms', ({ list }) => list.reading.cpuMs],
  ['a key in a condition to the next paint', 'ms', ({ list }) => list.keys.median, TYPING_MS],
  ['the slowest key of 12', 'ms', ({ list }) => list.keys.slowest, TYPING_MS],
  ['longest task of them, of a processor', 'ms', ({ list }) => list.keys.cpu],
  ['1,000 rows withdrawn: progress', 'ms', ({ many }) => many.progressMs, PROGRESS_MS],
  ['1,000 rows withdrawn: first results', 'ms', ({ many }) => many.firstResultMs],
  ['1,000 rows withdrawn: all results', 'ms', ({ many }) => many.allResultsMs],
  ['longest task meanwhile', 'ms', ({ many }) => many.taskMs],
  ['the same, of a processor', 'ms', ({ many }) => many.taskCpuMs],
  ['probe: a fixed loop in the page', 'ms', ({ list }) => list.probeMs],
];

function figureOf([name, unit, pick, must]: Row, runs: readonly WebRun[]): Figure {
  const spread = spreadOf(runs.map(pick));
  return must === undefined ? { name, unit, spread } : { name, unit, spread, target: { must } };
}

/** The seller with most trades to withdraw still, and all of them once it has withdrawn some. */
function nextSeller(
  waiting: ServedDay['sellers'],
  taken: number,
): { readonly seller: ServedDay['sellers'][number]; readonly rest: ServedDay['sellers'] } {
  const [seller, ...others] = [...waiting].sort((one, other) => other.trades - one.trades);
  if (seller === undefined || seller.trades < taken) {
    throw new Error('fewer runs: no seller has as many trades left');
  }
  return { seller, rest: [...others, { ...seller, trades: seller.trades - taken }] };
}

/** `bench web`: a real browser before a real server that holds a day of 15,480 trades. */
export async function benchWeb(runs: number): Promise<Report> {
  await using served = await serveDay();
  const browser = await openBrowser();
  try {
    const all: WebRun[] = [];
    let waiting = served.sellers;
    for (let at = 0; at < runs; at += 1) {
      const { seller, rest } = nextSeller(waiting, PICKED_ROWS);
      waiting = rest;
      all.push({
        first: await firstScreens(browser, served),
        list: await largeList(browser, served),
        many: await manyRows(browser, served, seller.participant),
      });
      process.stderr.write(`${JSON.stringify(all.at(-1))}\n`);
    }
    return {
      bench: 'web',
      machine: machineOf(),
      node: process.versions.node,
      figures: ROWS_OF_REPORT.map((row) => figureOf(row, all)),
    };
  } finally {
    await browser.close();
  }
}
