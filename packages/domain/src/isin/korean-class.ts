import type { InstrumentType } from '../trade/terms.js';

/** What the third character of a Korean standard code says about a debt security. */
export type KoreanClass =
  | 'GOVERNMENT'
  | 'MUNICIPAL'
  | 'SPECIAL'
  | 'CORPORATE'
  | 'CERTIFICATE_OF_DEPOSIT'
  | 'COMMERCIAL_PAPER'
  | 'STRIPS';

const CLASSES: ReadonlyMap<string, KoreanClass> = new Map([
  ['1', 'GOVERNMENT'],
  ['2', 'MUNICIPAL'],
  ['3', 'SPECIAL'],
  ['6', 'CORPORATE'],
  ['E', 'CERTIFICATE_OF_DEPOSIT'],
  ['F', 'COMMERCIAL_PAPER'],
  ['C', 'STRIPS'],
]);

const INSTRUMENTS: Readonly<Record<KoreanClass, readonly InstrumentType[]>> = {
  GOVERNMENT: ['KTB'],
  MUNICIPAL: ['MUNICIPAL'],
  // Monetary stabilisation bonds and the bonds of special banks are issued under special laws.
  SPECIAL: ['MSB', 'BANK', 'SPECIAL'],
  CORPORATE: ['CORPORATE', 'BANK', 'STB'],
  CERTIFICATE_OF_DEPOSIT: ['CD'],
  COMMERCIAL_PAPER: ['CP', 'STB'],
  STRIPS: ['KTB'],
};

/**
 * The class of a Korean ISIN, from the third character (1 국채, 2 지방채, 3 특수채, 6 사채, E CD,
 * F 어음, C 스트립). Undefined for other countries and for classes that are no debt. It is a hint
 * for people and generators: which instrument an issue is, its registration says.
 */
export const koreanClassOf = (isin: string): KoreanClass | undefined =>
  isin.startsWith('KR') ? CLASSES.get(isin.charAt(2)) : undefined;

/** The instrument types that a class of Korean ISINs may be. */
export const instrumentTypesOf = (koreanClass: KoreanClass): readonly InstrumentType[] =>
  INSTRUMENTS[koreanClass];
