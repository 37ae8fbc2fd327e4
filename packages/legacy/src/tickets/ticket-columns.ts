import type { Terms } from '@bondledger/domain';

/** The columns of a ticket's terms, named as the terms' fields. */
const TERMS_COLUMNS = [
  'reference',
  'tradeDate',
  'settlementDate',
  'settlementMethod',
  'fopReason',
  'isin',
  'instrumentType',
  'faceAmount',
  'unitPrice',
  'yield',
  'settlementAmount',
  'seller',
  'buyer',
  'sellerKeeper',
  'buyerKeeper',
] as const satisfies readonly (keyof Terms)[];

const SIDE_COLUMNS = [
  'sellerAccount',
  'sellerCapacity',
  'sellerFund',
  'sellerAssetManager',
  'sellerCustodian',
  'sellerLots',
  'buyerAccount',
  'buyerCapacity',
  'buyerFund',
  'buyerAssetManager',
  'buyerCustodian',
  'buyerLots',
] as const;

/**
 * The columns of a file of tickets, in its order. An empty cell is a field left out. Lots are
 * written `fundCode:faceAmount` or `fundCode:faceAmount:orderNo`, with `;` between them.
 */
export const TICKET_COLUMNS = [...TERMS_COLUMNS, ...SIDE_COLUMNS] as const;

export type TicketColumn = (typeof TICKET_COLUMNS)[number];

/** A ticket as one line of a file: the columns' cells. */
export type TicketRow = Readonly<Record<TicketColumn, string>>;

/**
 * Columns that a file to read may leave out: fields that may be left out, keepers, which are then
 * the parties, and the sides, since an institution's own file has its own side only.
 */
export const OPTIONAL_TICKET_COLUMNS: readonly TicketColumn[] = [
  'fopReason',
  'yield',
  'sellerKeeper',
  'buyerKeeper',
  ...SIDE_COLUMNS,
];

/** The columns of the terms, for whoever reads a row. */
export const TICKET_TERMS_COLUMNS: readonly (typeof TERMS_COLUMNS)[number][] = TERMS_COLUMNS;
