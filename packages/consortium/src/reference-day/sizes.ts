import type { Random } from './random.js';

/** Faces are whole multiples of KRW 100 million. */
export const LOT = 100_000_000n;

/** In lots. The market's usual ticket is KRW 10 billion. */
const USUAL = 100;

/**
 * In lots: the quantiles 1/48, 3/48, ... 47/48 of a log-normal with the median of the usual ticket
 * and sigma 0.93, rounded as dealers round. Its mean with the usual tickets is KRW 12.5 billion,
 * the market's average (KRW 19.3 trillion in 1,548 trades, 2018).
 */
const SPREAD = [
  16, 24, 31, 38, 44, 50, 57, 64, 70, 78, 86, 95, 105, 115, 128, 140, 160, 176, 200, 230, 270, 320,
  420, 670,
] as const;

/** The face of a trade, in lots: every second one usual, the others spread around it. */
export const drawLots = (random: Random): number =>
  random.perMille(500) ? USUAL : random.pick(SPREAD);

/**
 * The face of a chain's next leg, in lots: half of them pass on all that comes, the others up to
 * two fifths more or less.
 */
export const drawNextLots = (random: Random, before: number): number => {
  if (random.perMille(500)) return before;
  const most = Math.max(1, Math.floor((before * 2) / 5));
  const difference = random.between(1, most) * (random.perMille(500) ? 1 : -1);
  return Math.max(1, before + difference);
};

/** Splits lots into so many parts of one lot or more; a whole of fewer lots into fewer parts. */
export const splitLots = (random: Random, lots: number, parts: number): readonly number[] => {
  const cuts = new Set([lots]);
  while (cuts.size < Math.min(parts, lots)) cuts.add(random.between(1, lots));
  const sorted = [...cuts].sort((a, b) => a - b);
  return sorted.map((cut, index) => cut - (sorted[index - 1] ?? 0));
};
