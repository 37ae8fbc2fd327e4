import { parseWon } from '../text/format.js';
import type { Values } from '../list/conditions.js';

/** What can be asked of a list of trades, and what it is at first. */
export const TRADE_PRESETS: Values = {
  settlementDateFrom: '',
  counterparty: '',
  state: '',
  isin: '',
  reference: '',
  amountFrom: '',
  amountTo: '',
  account: '',
  fund: '',
  settlementMethod: '',
  late: '',
  waitsForStep: '',
};

/** The same on a screen that itself says which state it lists. */
export const LISTED_PRESETS: Values = Object.fromEntries(
  Object.entries(TRADE_PRESETS).filter(([name]) => name !== 'state' && name !== 'waitsForStep'),
);

const plainAmount = (text: string | undefined): string =>
  text === undefined || text === '' ? '' : (parseWon(text) ?? '').toString();

/** Conditions as the API takes them: one settlement date, amounts in plain won, nothing empty. */
export function tradeFilter(asked: Values): Values {
  const { settlementDateFrom: date = '', amountFrom, amountTo, isin = '', ...rest } = asked;
  const filter = {
    ...rest,
    isin: isin.trim().toUpperCase(),
    settlementDateFrom: date,
    settlementDateTo: date,
    amountFrom: plainAmount(amountFrom),
    amountTo: plainAmount(amountTo),
  };
  return Object.fromEntries(
    Object.entries(filter)
      .map(([name, value]) => [name, value.trim()] as const)
      .filter(([, value]) => value !== ''),
  );
}
