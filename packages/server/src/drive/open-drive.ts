import type { Offices } from '../back-office/offices.js';
import type { Demo } from '../start/services.js';
import { Drive, type DriveParts } from './drive.js';
import { officeBooks } from './office-books.js';

/** The drive of a demo, with the back offices as everybody's books. */
export const openDrive = (
  { consortium, day }: Demo,
  offices: Offices,
  parts: Pick<DriveParts, 'tables' | 'desks' | 'events' | 'now'>,
): Promise<Drive> =>
  Drive.open({
    ...parts,
    wire: consortium.wire,
    books: officeBooks(parts.desks, offices),
    trades: day.tickets.length,
  });
