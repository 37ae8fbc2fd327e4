/** An institution's code on this ledger: a capital letter, then 1 to 11 capitals or digits. */
export type InstitutionCode = string;

const CODE = /^[A-Z][A-Z0-9]{1,11}$/;

/** A capital, then 1 to 11 capitals or digits; whether it is registered is for the ledger. */
export const isInstitutionCode = (text: string): text is InstitutionCode => CODE.test(text);

/** What an institution is registered to do. DEPOSITORY is KSD's, CENTRAL_BANK is BOK's. */
export const ROLES = [
  'DEPOSITORY',
  'CENTRAL_BANK',
  'SECURITIES_FIRM',
  'ASSET_MANAGER',
  'CUSTODIAN',
  'SECURITIES_FINANCE',
  'BANK',
  'INSURER',
  'PENSION_FUND',
] as const;

export type Role = (typeof ROLES)[number];

/** The two institutions that the rules know by name. */
export const KSD: InstitutionCode = 'KSD';
export const BOK: InstitutionCode = 'BOK';

/** Who may sell or buy in a trade: everyone but the depository and the central bank. */
export const mayTrade = (roles: readonly Role[]): boolean =>
  roles.length > 0 && !roles.includes('DEPOSITORY') && !roles.includes('CENTRAL_BANK');
