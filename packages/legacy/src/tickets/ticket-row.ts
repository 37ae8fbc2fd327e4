import {
  accept,
  firstRejection,
  parseLots,
  parseSide,
  parseTerms,
  type LotWire,
  type Result,
  type SideName,
  type SideWire,
  type Terms,
  encodeLots,
} from '@bondledger/domain';
import { TICKET_TERMS_COLUMNS, type TicketColumn } from './ticket-columns.js';
import type { TicketInput } from './ticket.js';

type Cells = Readonly<Partial<Record<TicketColumn, string>>>;

/** The members of an object that are there: an empty cell is a field left out. */
const membersOf = (
  cells: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> | undefined => {
  const entries = Object.entries(cells).flatMap(([name, cell]): [string, string][] =>
    cell === undefined || cell === '' ? [] : [[name, cell]],
  );
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
};

const termsOf = (cells: Cells): Result<Terms> => {
  const named = Object.fromEntries(TICKET_TERMS_COLUMNS.map((column) => [column, cells[column]]));
  const members = membersOf(named) ?? {};
  return parseTerms({
    ...members,
    ...(members['sellerKeeper'] === undefined && members['seller'] !== undefined
      ? { sellerKeeper: members['seller'] }
      : {}),
    ...(members['buyerKeeper'] === undefined && members['buyer'] !== undefined
      ? { buyerKeeper: members['buyer'] }
      : {}),
  });
};

const sideOf = (cells: Cells, name: SideName): Result<SideWire | undefined> => {
  const fund = membersOf({
    code: cells[`${name}Fund`],
    assetManager: cells[`${name}AssetManager`],
    custodian: cells[`${name}Custodian`],
  });
  const own = membersOf({ account: cells[`${name}Account`], capacity: cells[`${name}Capacity`] });
  if (own === undefined && fund === undefined) return accept(undefined);
  return parseSide({ ...own, ...(fund === undefined ? {} : { fund }) });
};

const lotsOf = (cells: Cells, name: SideName): Result<readonly LotWire[] | undefined> => {
  const text = cells[`${name}Lots`];
  if (text === undefined || text === '') return accept(undefined);
  const lots = text.split(';').map((lot) => {
    const [fundCode, faceAmount, ...orderNo] = lot.split(':');
    return {
      ...(fundCode === undefined ? {} : { fundCode }),
      ...(faceAmount === undefined ? {} : { faceAmount }),
      ...(orderNo.length === 0 ? {} : { orderNo: orderNo.join(':') }),
    };
  });
  const parsed = parseLots(lots);
  return parsed.ok ? accept(encodeLots(parsed.value)) : parsed;
};

const rejectionOf = (result: Result<unknown>): ReturnType<typeof firstRejection> =>
  result.ok ? undefined : result.rejection;

/**
 * Reads one row of a file of tickets, its cells by the names of TICKET_COLUMNS. What is written by
 * ticketsToCsv is read as it was. Business rules are not asked here.
 *
 * Codes: those of parseTerms, parseSide and parseLots, the first in the order of the codes.
 */
export const ticketFromRow = (cells: Cells): Result<TicketInput> => {
  const terms = termsOf(cells);
  const sellerSide = sideOf(cells, 'seller');
  const buyerSide = sideOf(cells, 'buyer');
  const sellerLots = lotsOf(cells, 'seller');
  const buyerLots = lotsOf(cells, 'buyer');
  if (terms.ok && sellerSide.ok && buyerSide.ok && sellerLots.ok && buyerLots.ok) {
    return accept({
      terms: terms.value,
      ...(sellerSide.value === undefined ? {} : { sellerSide: sellerSide.value }),
      ...(buyerSide.value === undefined ? {} : { buyerSide: buyerSide.value }),
      ...(sellerLots.value === undefined ? {} : { sellerLots: sellerLots.value }),
      ...(buyerLots.value === undefined ? {} : { buyerLots: buyerLots.value }),
    });
  }
  const all = [terms, sellerSide, buyerSide, sellerLots, buyerLots];
  const rejection = firstRejection(...all.map(rejectionOf));
  return { ok: false, rejection: rejection ?? { code: 'FIELD_INVALID' } };
};
