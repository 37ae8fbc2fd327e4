import { isinCheckDigit, type IsoDate } from '@bondledger/domain';
import type { Issuer, KindProfile } from './kinds.js';

const CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The year of issue in one character: 6 for 2016, A for 2020, G for 2026. */
const yearCharacter = (year: number): string =>
  year < 2020 ? (year % 10).toString() : CHARACTERS.charAt(10 + year - 2020);

/** The month of issue in one character: 1 to 9, A to C. */
const monthCharacter = (month: number): string => CHARACTERS.charAt(month);

/**
 * Gives issues their ISINs: country, class, issuer (5), type (3), check digit. As in Korean
 * practice the type says the year and month of issue; what is issued by one issuer in one month is
 * told apart by the issuer's last character.
 */
export class IssueCodes {
  readonly #given = new Set<string>();

  /**
   * @throws RangeError where an issuer has more issues of a tenor in a month than there are codes
   */
  next(kind: KindProfile, issuer: Issuer, tenorIndex: number, issueDate: IsoDate): string {
    const year = yearCharacter(Number(issueDate.slice(0, 4)));
    const month = monthCharacter(Number(issueDate.slice(5, 7)));
    for (const series of CHARACTERS) {
      const body = `KR${kind.isinClass}${issuer.code}${tenorIndex}${series}G${year}${month}`;
      if (this.#given.has(body)) continue;
      this.#given.add(body);
      return body + isinCheckDigit(body);
    }
    throw new RangeError(`too many issues of ${issuer.name} in a month`);
  }
}
