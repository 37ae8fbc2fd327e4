import { rm } from 'node:fs/promises';
import { openBokWire } from '../bok-wire/open-bok-wire.js';
import { referenceDay } from '../reference-day/reference-day.js';
import { readDayFile } from './day-file.js';
import { engineNameOf, writeEngineFile } from './engine-file.js';
import { consortiumLayout } from './layout.js';

/**
 * Brings what lies beside a ledger back to its beginning, after an engine's own ledger was removed:
 * no batch waits, the central bank has its opening balances, nothing is registered. Keys and
 * genesis stay.
 */
export async function resetConsortium(directory: string): Promise<void> {
  const layout = consortiumLayout(directory);
  await writeEngineFile(directory, { engine: engineNameOf(directory), isSetUp: false });
  await rm(layout.outboxes, { recursive: true, force: true });
  await rm(layout.bokWire, { force: true });
  const file = readDayFile(directory);
  const { openingCash } = referenceDay(file);
  const accounts = new Map(openingCash.map(({ institution, balance }) => [institution, balance]));
  openBokWire({ path: layout.bokWire, accounts }).close();
}
