import type { BokWire, BokWireOptions } from './bok-wire.js';
import { DurableBokWire } from './durable-bok-wire.js';

/**
 * Opens the central bank's system on its journal.
 *
 * @example
 * const wire = openBokWire({ path: 'bok-wire.log', accounts: new Map([['HBSEC', 10n ** 12n]]) });
 * @throws BondledgerError LOG_CORRUPT, DIRECTORY_DAMAGED, DIRECTORY_VERSION, DISK_FAILED
 * @throws RangeError where a fault is out of its range or a balance is below zero.
 */
export const openBokWire = (options: BokWireOptions): BokWire => new DurableBokWire(options);
