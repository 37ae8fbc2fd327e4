import { linksOf, type ChainPlan } from './chain-links.js';
import type { Draft } from './draft.js';
import type { Market } from './market.js';
import type { Random } from './random.js';
import { drawLots, drawNextLots, splitLots } from './sizes.js';

/** What a day has before chance decides: every shape once, and the only circle. */
const FIRST: readonly ChainPlan[] = [
  { shape: 'CIRCLE', legs: 3 },
  { shape: 'LINE', legs: 2 },
  { shape: 'LINE', legs: 3 },
  { shape: 'LINE', legs: 4 },
  { shape: 'COLLECT', legs: 3 },
  { shape: 'SPREAD', legs: 3 },
];

/** Most chains are customer to dealer to customer. */
const LATER: readonly (ChainPlan & { readonly weight: number })[] = [
  { shape: 'LINE', legs: 2, weight: 46 },
  { shape: 'LINE', legs: 3, weight: 20 },
  { shape: 'LINE', legs: 4, weight: 8 },
  { shape: 'LINE', legs: 5, weight: 4 },
  { shape: 'LINE', legs: 6, weight: 2 },
  { shape: 'COLLECT', legs: 3, weight: 8 },
  { shape: 'COLLECT', legs: 4, weight: 2 },
  { shape: 'SPREAD', legs: 3, weight: 8 },
  { shape: 'SPREAD', legs: 4, weight: 2 },
];

/**
 * Of a thousand trades, how many stand in a chain: a third of the value, as KSD's netting shows.
 */
const CHAINED_PER_MILLE = 360;

/**
 * What comes together in several parts goes out as nearly the same whole, so that no part of it can
 * be done without; and the other way round.
 */
const partedFaces = (
  random: Random,
  parts: number,
): { readonly whole: number; readonly parted: readonly number[] } => {
  const sum = drawLots(random) + (random.perMille(500) ? drawLots(random) : 0);
  const parted = splitLots(random, sum, parts);
  const whole = drawNextLots(random, sum);
  return { whole: Math.abs(whole - sum) < Math.min(...parted) ? whole : sum, parted };
};

/** The faces of the legs, in lots. Nobody passes on more than two fifths above what it gets. */
const facesOf = (random: Random, plan: ChainPlan): readonly number[] => {
  switch (plan.shape) {
    case 'LINE': {
      const faces = [drawLots(random)];
      while (faces.length < plan.legs) faces.push(drawNextLots(random, faces.at(-1) ?? 1));
      return faces;
    }
    case 'COLLECT': {
      const { whole, parted } = partedFaces(random, plan.legs - 1);
      return [...parted, whole];
    }
    case 'SPREAD': {
      const { whole, parted } = partedFaces(random, plan.legs - 1);
      return [whole, ...parted];
    }
    case 'CIRCLE': {
      // Equal all round, since nobody has any stock to add.
      const lots = drawLots(random);
      return Array.from({ length: plan.legs }, () => lots);
    }
  }
};

const makeChain = (
  random: Random,
  market: Market,
  plan: ChainPlan,
  chain: number,
): readonly Draft[] | undefined =>
  market.somewhere(random, (desk) => {
    const links = linksOf(random, desk, plan);
    if (links === undefined) return undefined;
    for (const middle of links.middles) desk.takeAsMiddle(middle);
    const faces = facesOf(random, plan);
    let priceOver = random.below(3);
    return links.legs.map(([seller, buyer], index) => {
      desk.touch(seller, buyer);
      // Whoever passes on earns a won or two in ten thousand, or nothing.
      priceOver += random.below(3);
      return { desk, seller, buyer, lots: faces[index] ?? 1, priceOver, chain };
    });
  });

/** The chains of a day, as shapes in their order, and their trades. */
export interface ChainDrafts {
  readonly plans: readonly ChainPlan[];
  readonly drafts: readonly Draft[];
}

/** Makes chains until they have their share of so many trades, or no issue has room for more. */
export const makeChains = (random: Random, market: Market, trades: number): ChainDrafts => {
  const plans: ChainPlan[] = [];
  const drafts: Draft[] = [];
  const weights = LATER.map(({ weight }) => weight);
  let left = Math.floor((trades * CHAINED_PER_MILLE) / 1000);
  while (left >= 2) {
    const wanted = FIRST[plans.length] ?? LATER[random.weighted(weights) ?? 0];
    const isTooLong = wanted === undefined || wanted.legs > left;
    const plan: ChainPlan = isTooLong ? { shape: 'LINE', legs: left } : wanted;
    const made = makeChain(random, market, plan, plans.length);
    if (made === undefined) break;
    plans.push({ shape: plan.shape, legs: plan.legs });
    drafts.push(...made);
    left -= plan.legs;
  }
  return { plans, drafts };
};
