import type { BilingualText } from '@bondledger/sdk/api';

const HUNDRED_MILLION = 100_000_000n;
const BILLION = 1_000_000_000n;
const TEN_MILLION = 10_000_000n;
const HANGUL_FIRST = 0xac00;
const HANGUL_LAST = 0xd7a3;
/** Endings of a syllable; 0 is none. */
const ENDINGS = 28;

const grouped = (won: bigint): string => won.toString().replace(/\B(?=(\d{3})+$)/g, ',');

/** An amount of won as people say it in each language, exact. */
export function wonText(text: string): BilingualText {
  const won = BigInt(text);
  return { ko: koreanWon(won), en: englishWon(won) };
}

function koreanWon(won: bigint): string {
  if (won < HUNDRED_MILLION || won % HUNDRED_MILLION !== 0n) return `${grouped(won)}원`;
  return `${grouped(won / HUNDRED_MILLION)}억원`;
}

function englishWon(won: bigint): string {
  if (won < BILLION || won % TEN_MILLION !== 0n) return `${grouped(won)} won`;
  const fraction = ((won % BILLION) / TEN_MILLION).toString().padStart(2, '0').replace(/0+$/, '');
  const whole = grouped(won / BILLION);
  return `${fraction === '' ? whole : `${whole}.${fraction}`} bn won`;
}

/** A word with the particle that its last syllable asks for: 은행이, 증권사가. */
export function withParticle(word: string, afterConsonant: string, afterVowel: string): string {
  const last = word.charCodeAt(word.length - 1);
  if (last < HANGUL_FIRST || last > HANGUL_LAST) return `${word}${afterConsonant}(${afterVowel})`;
  const hasEnding = (last - HANGUL_FIRST) % ENDINGS !== 0;
  return `${word}${hasEnding ? afterConsonant : afterVowel}`;
}
