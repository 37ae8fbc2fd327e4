import { isIsoDate } from '@bondledger/domain';
import type { ReferenceDay } from '../reference-day/reference-day.js';
import { readDescription } from './description.js';
import { consortiumLayout } from './layout.js';

/** What it takes to generate the same day again. */
export interface DayFile {
  readonly seed: string;
  readonly tradeDate: string;
  readonly trades: number;
}

/** The text of the file that remembers a day. */
export function dayFile({ seed, tradeDate, tickets }: ReferenceDay): string {
  const file: DayFile = { seed, tradeDate, trades: tickets.length };
  return `${JSON.stringify(file)}\n`;
}

/**
 * Which day a consortium's directory was made for; undefined where it is none.
 *
 * @throws BondledgerError DIRECTORY_DAMAGED, FILE_UNREADABLE
 */
export const readDayFile = (directory: string): DayFile | undefined =>
  readDescription(consortiumLayout(directory).day, isDayFile);

const isDayFile = (value: unknown): value is DayFile =>
  typeof value === 'object' &&
  value !== null &&
  'seed' in value &&
  typeof value.seed === 'string' &&
  'tradeDate' in value &&
  typeof value.tradeDate === 'string' &&
  isIsoDate(value.tradeDate) &&
  'trades' in value &&
  Number.isSafeInteger(value.trades) &&
  Number(value.trades) > 0;
