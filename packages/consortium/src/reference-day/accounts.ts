import { cashInstitutionOf, type InstitutionCode, type SideWire } from '@bondledger/domain';

/** An account that trades on the reference day, for the party whose books it stands in. */
export interface TradingAccount {
  readonly account: string;
  readonly party: InstitutionCode;
  /** The party, or its fund's custodian. */
  readonly holder: InstitutionCode;
  /** Every side that this account can be: one, or one for each of its funds. */
  readonly sides: readonly SideWire[];
  readonly isTrust: boolean;
  /** How often it is chosen, against the others. */
  readonly weight: number;
}

const two = (n: number): string => n.toString().padStart(2, '0');
const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n + 1);

const own = (
  party: InstitutionCode,
  capacity: 'PROP' | 'CLIENT',
  count: number,
  weight: number,
): readonly TradingAccount[] =>
  upTo(count).map((n) => {
    const account = `${party}-${capacity === 'PROP' ? 'P' : 'C'}-${two(n)}`;
    return {
      account,
      party,
      holder: party,
      sides: [{ account, capacity }],
      isTrust: false,
      weight,
    };
  });

interface FundFamily {
  readonly party: InstitutionCode;
  readonly prefix: string;
  /** How many accounts the custodian keeps for the family, and how many funds share each. */
  readonly accounts: number;
  readonly fundsEach: number;
  readonly weight: number;
}

/** Every fund of the day is managed by NRAMC and kept by CWBK. */
const ASSET_MANAGER = 'NRAMC';
const CUSTODIAN = 'CWBK';

const trust = (family: FundFamily): readonly TradingAccount[] =>
  upTo(family.accounts).map((n) => {
    const account = `${CUSTODIAN}-T-${family.party}-${two(n)}`;
    const first = (n - 1) * family.fundsEach;
    const sides = upTo(family.fundsEach).map((m): SideWire => {
      const code = `${family.prefix}${two(first + m)}`;
      const fund = { assetManager: ASSET_MANAGER, code, custodian: CUSTODIAN };
      return { account, capacity: 'TRUST', fund };
    });
    return {
      account,
      party: family.party,
      holder: CUSTODIAN,
      sides,
      isTrust: true,
      weight: family.weight,
    };
  });

/** Dealers trade most; banks, the finance company and the insurer take and hold. */
export const ACCOUNTS: readonly TradingAccount[] = [
  ...own('HBSEC', 'PROP', 3, 9),
  ...own('HBSEC', 'CLIENT', 3, 4),
  ...own('DHSEC', 'PROP', 3, 8),
  ...own('DHSEC', 'CLIENT', 2, 4),
  ...own('CWBK', 'PROP', 2, 6),
  ...own('CWBK', 'CLIENT', 1, 3),
  ...own('SFINC', 'PROP', 3, 4),
  ...own('SJINS', 'PROP', 2, 5),
  ...trust({ party: 'NRAMC', prefix: 'NRF', accounts: 3, fundsEach: 4, weight: 14 }),
  ...trust({ party: 'SJINS', prefix: 'SJV', accounts: 2, fundsEach: 3, weight: 4 }),
];

/**
 * Whether two accounts may trade with each other: of different parties, and of different holders,
 * since a custodian's own money and the funds that it keeps do not trade with each other, nor do
 * two funds of one manager.
 */
export const mayTradeTogether = (a: TradingAccount, b: TradingAccount): boolean =>
  a.party !== b.party && a.holder !== b.holder;

/** On whose central bank account an account's cash moves. */
export const cashOf = (account: TradingAccount): InstitutionCode => {
  const [side] = account.sides;
  if (side === undefined) throw new RangeError(`${account.account} has no side`);
  return cashInstitutionOf(account.party, side);
};
