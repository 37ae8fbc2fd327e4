import type { Language } from '@bondledger/domain';

/** Figures and times as people of the field write them. Pure; won are decimal strings. */

const KST_MS = 9 * 3_600_000;
const MINUS = '−';

/** 12000000000 as 12,000,000,000; a minus sign is a real one. */
export function won(value: string | bigint): string {
  const text = value.toString();
  const digits = text.startsWith('-') ? text.slice(1) : text;
  const grouped = digits.replace(/\B(?=(\d{3})+$)/g, ',');
  return text.startsWith('-') ? MINUS + grouped : grouped;
}

/** How many digits stand behind the rule: 억 in Korean, a billion in English. */
const tailDigits = (language: Language): number => (language === 'ko' ? 8 : 9);

/** A won figure cut at the rule. `tail` keeps its commas; `head` is empty below the rule. */
export function cutWon(value: string | bigint, language: Language): { head: string; tail: string } {
  const text = won(value);
  let digits = 0;
  let at = text.length;
  while (at > 0 && digits < tailDigits(language)) {
    at -= 1;
    if (/\d/.test(text[at] ?? '')) digits += 1;
  }
  if (/^[−]?$/.test(text.slice(0, at))) return { head: '', tail: text };
  return { head: text.slice(0, at), tail: text.slice(at) };
}

/** A quotient to some decimals, rounded half up, without trailing zeros. */
function scaled(value: bigint, unit: bigint, digits: 0 | 1 | 2): string {
  const scale = 10n ** BigInt(digits);
  const rounded = (value * scale + unit / 2n) / unit;
  const whole = won(rounded / scale);
  const rest = (rounded % scale).toString().padStart(digits, '0').replace(/0+$/, '');
  return rest === '' || digits === 0 ? whole : `${whole}.${rest}`;
}

const EOK = 100_000_000n;
const JO = 1_000_000_000_000n;

function shortKorean(value: bigint): string {
  if (value === 0n) return '0';
  if (value < 10_000n) return `${won(value)}원`;
  if (value < EOK) return `${won(value / 10_000n)}만`;
  const eok = (value + EOK / 2n) / EOK;
  if (eok < 10_000n) return value % EOK === 0n ? `${won(eok)}억` : `${scaled(value, EOK, 1)}억`;
  const rest = eok % 10_000n;
  return rest === 0n ? `${won(eok / 10_000n)}조` : `${won(eok / 10_000n)}조 ${won(rest)}억`;
}

function shortEnglish(value: bigint): string {
  if (value < 1_000_000n) return won(value);
  if (value < 1_000_000_000n) return `${scaled(value, 1_000_000n, 1)} m`;
  if (value < JO) return `${scaled(value, 1_000_000_000n, 1)} bn`;
  return `${scaled(value, JO, 2)} tn`;
}

/** 150426500000 as 1,504.3억 or 150.4 bn. Only beside or instead of a total. */
export function shortWon(value: string | bigint, language: Language): string {
  const amount = BigInt(value);
  const size = amount < 0n ? -amount : amount;
  const text = language === 'ko' ? shortKorean(size) : shortEnglish(size);
  return amount < 0n ? MINUS + text : text;
}

/** Where there is little room: 14.52조, 14.52 tn. */
export function narrowWon(value: string | bigint, language: Language): string {
  const amount = BigInt(value);
  if (language === 'en' || amount < JO) return shortWon(amount, language);
  return `${scaled(amount, JO, 2)}조`;
}

const UNITS: Readonly<Record<string, bigint>> = {
  조: JO,
  억: EOK,
  만: 10_000n,
  t: JO,
  tn: JO,
  b: 1_000_000_000n,
  bn: 1_000_000_000n,
  m: 1_000_000n,
};

/** One term of what people type: `1.2조`, `300억`, `5,000`. */
function termOf(number: string, unit: string): bigint | undefined {
  const size = unit === '' ? 1n : UNITS[unit];
  const [whole = '', fraction = ''] = number.replaceAll(',', '').split('.');
  if (size === undefined || !/^\d*$/.test(whole + fraction) || whole + fraction === '') {
    return undefined;
  }
  const scale = 10n ** BigInt(fraction.length);
  const value = BigInt(whole + fraction) * size;
  return value % scale === 0n ? value / scale : undefined;
}

/**
 * `120억`, `1조 2,045억`, `30bn`, `12,000`, and `₩12,000` as spreadsheets write it: won, or
 * undefined where it is no whole amount.
 */
export function parseWon(text: string): bigint | undefined {
  const bare = text
    .trim()
    .toLowerCase()
    .replace(/^[₩￦]|원$/g, '')
    .trim();
  if (!/^(?:[\d.,]+\s*(?:조|억|만|tn?|bn?|m)?\s*)+$/.test(bare)) return undefined;
  let sum = 0n;
  for (const [, number = '', unit = ''] of bare.matchAll(/([\d.,]+)\s*(조|억|만|tn?|bn?|m)?/g)) {
    const term = termOf(number, unit);
    if (term === undefined) return undefined;
    sum += term;
  }
  return sum;
}

const two = (value: number): string => value.toString().padStart(2, '0');
const inKst = (moment: string | number): Date => new Date(new Date(moment).getTime() + KST_MS);

/** HH:mm:ss in Korea. */
export function clock(moment: string | number): string {
  const date = inKst(moment);
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
}

export const clockMinute = (moment: string | number): string => clock(moment).slice(0, 5);

/** YYYY-MM-DD in Korea. */
export const dateOf = (moment: string | number): string => inKst(moment).toISOString().slice(0, 10);

/** Seconds since midnight in Korea. */
export function secondsOfDay(moment: string | number): number {
  const date = inKst(moment);
  return date.getUTCHours() * 3600 + date.getUTCMinutes() * 60 + date.getUTCSeconds();
}

const WEEKDAYS: Readonly<Record<Language, readonly string[]>> = {
  ko: ['일', '월', '화', '수', '목', '금', '토'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};

/** The day of the week of an ISO date. */
export const weekdayOf = (date: string, language: Language): string =>
  WEEKDAYS[language][new Date(`${date}T00:00:00Z`).getUTCDay()] ?? '';

/** 2시간 05분, 12분 40초, 0.4초. */
export function duration(ms: number, language: Language): string {
  const [hour, minute, second] = language === 'ko' ? ['시간', '분', '초'] : ['h', 'm', 's'];
  if (ms < 10_000) return `${(Math.round(ms / 100) / 10).toString()}${second}`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds}${second}`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}${minute} ${two(seconds % 60)}${second}`;
  return `${Math.floor(minutes / 60)}${hour} ${two(minutes % 60)}${minute}`;
}

/** What is usually short, in milliseconds; from ten seconds on as other durations. */
export const latency = (ms: number, language: Language): string =>
  ms < 10_000 ? `${ms < 10 ? ms.toFixed(1) : count(Math.round(ms))} ms` : duration(ms, language);

/** Counts: 15,480. */
export const count = (value: number): string => won(BigInt(Math.trunc(value)));
