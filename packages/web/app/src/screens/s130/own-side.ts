import { isAccount } from '@bondledger/domain';
import type { OwnSide } from '@bondledger/sdk/api';
import type { ConfirmRow } from './comparisons.js';

/** What a person typed as the own side of all picked trades. */
export interface TypedSide {
  readonly capacity: OwnSide['capacity'];
  readonly account: string;
  readonly fund: string;
  readonly assetManager: string;
  readonly custodian: string;
}

export const NO_SIDE: TypedSide = {
  capacity: 'PROP',
  account: '',
  fund: '',
  assetManager: '',
  custodian: '',
};

/** Undefined where nothing was typed: the books decide, trade by trade. */
export function typedSide(typed: TypedSide): OwnSide | undefined {
  const account = typed.account.trim().toUpperCase();
  if (account === '') return undefined;
  const own = { account, capacity: typed.capacity };
  const code = typed.fund.trim();
  if (code === '' || typed.capacity !== 'TRUST') return own;
  return {
    ...own,
    fund: { code, assetManager: typed.assetManager, custodian: typed.custodian },
  };
}

/** Whether what was typed as an account can be one. */
export const isAccountLike = (text: string): boolean =>
  text.trim() === '' || isAccount(text.trim().toUpperCase());

/** The own side with which a trade would be confirmed; undefined where neither has one. */
export const sideFor = (row: ConfirmRow, typed: TypedSide): OwnSide | undefined =>
  typedSide(typed) ?? row.comparison?.own?.own;

/** Whether what was typed is a whole side: of a trust's, the fund and who keeps and manages it. */
export function isTypedWhole(typed: TypedSide): boolean {
  if (!isAccountLike(typed.account)) return false;
  if (typed.account.trim() === '' || typed.capacity !== 'TRUST') return true;
  return isFundCode(typed.fund) && typed.assetManager !== '' && typed.custodian !== '';
}

export const isFundCode = (text: string): boolean => /^[A-Za-z0-9]{1,12}$/.test(text.trim());
