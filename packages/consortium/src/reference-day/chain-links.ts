import type { AccountIndex, Desk } from './desk.js';
import type { ChainShape } from './draft.js';
import type { Random } from './random.js';

/** A chain to be made: its shape and how many trades it has. */
export interface ChainPlan {
  readonly shape: ChainShape;
  readonly legs: number;
}

/** One leg after the other until all have an account, or nothing where one cannot have one. */
const chooseAll = (
  count: number,
  choose: (chosen: readonly AccountIndex[]) => AccountIndex | undefined,
): readonly AccountIndex[] | undefined => {
  const chosen: AccountIndex[] = [];
  while (chosen.length < count) {
    const index = choose(chosen);
    if (index === undefined) return undefined;
    chosen.push(index);
  }
  return chosen;
};

type Leg = readonly [seller: AccountIndex, buyer: AccountIndex];

/** Who trades with whom in a chain. */
export interface Links {
  /** Those that pass on what they get. */
  readonly middles: readonly AccountIndex[];
  readonly legs: readonly Leg[];
}

const pairsOf = (path: readonly AccountIndex[]): readonly Leg[] =>
  path.slice(1).map((buyer, index) => [path[index] ?? buyer, buyer]);

const line = (random: Random, desk: Desk, legs: number): Links | undefined => {
  const middles = chooseAll(legs - 1, (chosen) =>
    desk.middle(random, { neighbours: chosen.slice(-1), except: chosen }),
  );
  if (middles === undefined) return undefined;
  const first = desk.deliverer(random, { neighbours: middles.slice(0, 1), except: middles });
  const last = desk.receiver(random, { neighbours: middles.slice(-1), except: middles });
  if (first === undefined || last === undefined) return undefined;
  return { middles, legs: pairsOf([first, ...middles, last]) };
};

/** Several deliver to one, who passes it on to another; or one passes on to several. */
const fan = (random: Random, desk: Desk, plan: ChainPlan): Links | undefined => {
  const middle = desk.middle(random, { neighbours: [] });
  if (middle === undefined) return undefined;
  const neighbours = [middle];
  const isCollect = plan.shape === 'COLLECT';
  const from = chooseAll(isCollect ? plan.legs - 1 : 1, (chosen) =>
    desk.deliverer(random, { neighbours, except: [middle, ...chosen] }),
  );
  const to = chooseAll(isCollect ? 1 : plan.legs - 1, (chosen) =>
    desk.receiver(random, { neighbours, except: [middle, ...chosen] }),
  );
  if (from === undefined || to === undefined) return undefined;
  const inward = from.map((seller): Leg => [seller, middle]);
  const outward = to.map((buyer): Leg => [middle, buyer]);
  return { middles: neighbours, legs: [...inward, ...outward] };
};

/** Everyone passes on what it gets, and nobody has any of it. */
const circle = (random: Random, desk: Desk, legs: number): Links | undefined => {
  const middles = chooseAll(legs, (chosen) =>
    desk.middle(random, { neighbours: chosen, except: chosen }),
  );
  return middles && { middles, legs: pairsOf([...middles, ...middles.slice(0, 1)]) };
};

/** Chooses the accounts of a chain in one issue; nothing is taken yet. */
export const linksOf = (random: Random, desk: Desk, plan: ChainPlan): Links | undefined => {
  switch (plan.shape) {
    case 'LINE':
      return line(random, desk, plan.legs);
    case 'COLLECT':
    case 'SPREAD':
      return fan(random, desk, plan);
    case 'CIRCLE':
      return circle(random, desk, plan.legs);
  }
};
