import type { InstitutionCode } from '@bondledger/domain';

/** What goes wrong on request, so that everything around the central bank can be tried. */
export interface WireFaults {
  /** Every answer shows only after so many polls. */
  readonly slow?: number;
  /** Every n-th answer is lost once: the poll that should bring it does not, a later one does. */
  readonly loseAnswers?: number;
  /** Every n-th answer is delivered twice, acknowledged or not. */
  readonly doubleAnswers?: number;
  /**
   * An institution whose account opens with this share of its balance, in percent. The rest is
   * withheld until `inject`. It counts when the accounts are opened, not afterwards.
   */
  readonly shortOf?: { readonly institution: InstitutionCode; readonly percent: number };
}

const isCount = (value: number | undefined, least: number): boolean =>
  value === undefined || (Number.isSafeInteger(value) && value >= least);

/** @throws RangeError where a fault is no whole number in its range. */
export const checkFaults = (faults: WireFaults): void => {
  const isRight =
    isCount(faults.slow, 0) &&
    isCount(faults.loseAnswers, 1) &&
    isCount(faults.doubleAnswers, 1) &&
    isCount(faults.shortOf?.percent, 0) &&
    (faults.shortOf?.percent ?? 0) <= 100;
  if (!isRight) throw new RangeError('a fault is a whole number in its range');
};

/** The accounts as they open, and what is withheld of them. */
export const withhold = (
  accounts: ReadonlyMap<InstitutionCode, bigint>,
  faults: WireFaults,
): { opened: Map<InstitutionCode, bigint>; withheld: Map<InstitutionCode, bigint> } => {
  const opened = new Map(accounts);
  const withheld = new Map<InstitutionCode, bigint>();
  const short = faults.shortOf;
  if (short !== undefined) {
    const balance = accounts.get(short.institution);
    if (balance === undefined) throw new RangeError(`${short.institution} has no account`);
    const left = (balance * BigInt(short.percent)) / 100n;
    opened.set(short.institution, left);
    withheld.set(short.institution, balance - left);
  }
  return { opened, withheld };
};
