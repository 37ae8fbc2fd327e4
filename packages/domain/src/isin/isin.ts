const BODY = /^[A-Z]{2}[0-9A-Z]{9}$/;
const ISIN = /^[A-Z]{2}[0-9A-Z]{9}[0-9]$/;

/** A digit doubled, its own digits added: the step of the Luhn formula. */
const DOUBLED = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9] as const;

const doubled = (digit: number): number => DOUBLED[digit] ?? 0;

/**
 * The check digit of ISO 6166: letters become two digits (A = 10 to Z = 35), then from the right
 * every other digit is doubled, beginning with the rightmost.
 */
const digitOf = (text: string): number => {
  let sum = 0;
  let isDoubled = true;
  for (let index = 10; index >= 0; index -= 1) {
    const code = text.charCodeAt(index);
    if (code < 65) {
      sum += isDoubled ? doubled(code - 48) : code - 48;
      isDoubled = !isDoubled;
      continue;
    }
    const units = (code - 55) % 10;
    const tens = code < 75 ? 1 : code < 85 ? 2 : 3;
    sum += isDoubled ? doubled(units) + tens : units + doubled(tens);
  }
  return (10 - (sum % 10)) % 10;
};

/**
 * The check digit of the first eleven characters of an ISIN.
 *
 * @throws RangeError where they are not two capitals and nine capitals or digits
 */
export const isinCheckDigit = (body: string): string => {
  if (!BODY.test(body)) throw new RangeError('an ISIN body is 2 letters and 9 letters or digits');
  return digitOf(body).toString();
};

/** Whether a text is an ISIN (ISO 6166) with the right check digit. */
export const isIsin = (text: string): boolean =>
  ISIN.test(text) && digitOf(text) === text.charCodeAt(11) - 48;
