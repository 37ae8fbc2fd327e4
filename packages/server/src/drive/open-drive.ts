import { BackOffice, type ReferenceDay } from '@bondledger/consortium';
import type { Demo } from '../start/services.js';
import { Drive, type DriveBooks, type DriveParts } from './drive.js';

/** The drive of a demo, with the day's own tickets as everybody's books. */
export const openDrive = (
  { consortium, day }: Demo,
  parts: Pick<DriveParts, 'tables' | 'desks' | 'events' | 'now'>,
): Promise<Drive> => Drive.open({ ...parts, wire: consortium.wire, books: dayBooks(day) });

function dayBooks({ tickets }: ReferenceDay): () => Promise<DriveBooks> {
  const office = new BackOffice(tickets);
  const books: DriveBooks = {
    booksOf: () => office,
    trades: tickets.length,
    tradeDates: new Set(tickets.map(({ terms }) => terms.tradeDate)),
  };
  return () => Promise.resolve(books);
}
