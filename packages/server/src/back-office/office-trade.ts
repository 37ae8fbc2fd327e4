import {
  BondledgerError,
  encodeLots,
  encodeTerms,
  parseLots,
  parseSide,
  parseTerms,
  sentenceOf,
  type Rejection,
  type Result,
} from '@bondledger/domain';
import { checkEntry, type OfficeEntry, type OfficeRow } from '@bondledger/legacy';
import type { BilingualText, NewOfficeTrade, OfficeTrade } from '@bondledger/sdk/api';

export const bilingual = (rejection: Rejection): BilingualText => ({
  ko: sentenceOf(rejection, 'ko'),
  en: sentenceOf(rejection, 'en'),
});

/** An entry of the books as the API shows it. */
export function officeTradeOf(row: OfficeRow): OfficeTrade {
  const { terms, own, lots, params, code, ...rest } = row;
  const why =
    code === undefined ? {} : { code, sentence: bilingual({ code, ...(params && { params }) }) };
  return {
    ...rest,
    terms: encodeTerms(terms),
    ...(own === undefined ? {} : { own: { ...own } }),
    ...(lots === undefined ? {} : { lots: lots.map((lot) => ({ ...lot })) }),
    ...why,
  };
}

const valueOf = <T>(result: Result<T>): T => {
  if (result.ok) return result.value;
  throw new BondledgerError(result.rejection);
};

/**
 * A captured trade, as strictly read as one that is signed.
 *
 * @throws BondledgerError of parseTerms, parseSide, parseLots and checkEntry
 */
export function entryOf(institution: string, body: NewOfficeTrade): OfficeEntry {
  const terms = valueOf(parseTerms(body.terms));
  const own = body.own === undefined ? undefined : valueOf(parseSide(body.own));
  const lots = body.lots === undefined ? undefined : valueOf(parseLots(body.lots));
  const { role } = body;
  const side = role === 'asset-manager' ? body.side : role;
  if (side === undefined) {
    throw new BondledgerError({ code: 'FIELD_MISSING', params: { field: 'side' } });
  }
  const entry = {
    role,
    side,
    terms,
    ...(own === undefined ? {} : { own }),
    ...(lots === undefined ? {} : { lots: encodeLots(lots) }),
  };
  const rejection = checkEntry(institution, entry);
  if (rejection !== undefined) throw new BondledgerError(rejection);
  return entry;
}
