import type { IsoDate } from '@bondledger/domain';

/** The first and the last day on which a certificate holds, both included. */
export interface Validity {
  readonly notBefore: IsoDate;
  readonly notAfter: IsoDate;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** A day's first or last second in UTC, so that comparing dates alone gives the right answer. */
const instantOf = (date: IsoDate, time: string): Date => {
  const instant = new Date(`${date}T${time}.000Z`);
  if (!DATE.test(date) || Number.isNaN(instant.getTime())) {
    throw new RangeError(`not a date YYYY-MM-DD: ${date}`);
  }
  return instant;
};

/**
 * The two instants that X.509 writes down for whole days.
 *
 * @throws RangeError when a date is malformed or the last day comes before the first.
 */
export const instantsOf = (validity: Validity): { notBefore: Date; notAfter: Date } => {
  const notBefore = instantOf(validity.notBefore, '00:00:00');
  const notAfter = instantOf(validity.notAfter, '23:59:59');
  if (notAfter <= notBefore) {
    throw new RangeError(`${validity.notAfter} is before ${validity.notBefore}`);
  }
  return { notBefore, notAfter };
};

/** Certificates of the demo hold from the year before a date to nine years after it. */
export const validityOf = (date: IsoDate): Validity => {
  const year = Number.parseInt(date.slice(0, 4), 10);
  return { notBefore: `${String(year - 1)}-01-01`, notAfter: `${String(year + 9)}-12-31` };
};
