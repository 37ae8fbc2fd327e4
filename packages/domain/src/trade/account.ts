import { isInstitutionCode, type InstitutionCode } from '../institution/institution.js';

const ACCOUNT = /^[A-Z][A-Z0-9]{1,11}-[0-9A-Z-]{1,20}$/;

/** Whether a text is an account number: the holder's code, `-`, 1 to 20 digits, capitals or `-`. */
export const isAccount = (text: string): boolean => ACCOUNT.test(text);

/** Who holds an account, as its number says; undefined where the text is no account number. */
export const holderOf = (account: string): InstitutionCode | undefined => {
  const code = account.slice(0, account.indexOf('-'));
  return isAccount(account) && isInstitutionCode(code) ? code : undefined;
};
