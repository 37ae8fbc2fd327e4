import { accept, refuse, type Result } from '../error/rejection.js';

/** What an account holds of one ISIN, in won of face. The free part is balance - restricted. */
export interface Holding {
  readonly balance: bigint;
  /** The part that is set aside for a delivery (처분제한); never more than the balance. */
  readonly restricted: bigint;
}

export const EMPTY_HOLDING: Holding = { balance: 0n, restricted: 0n };

/** The invariant of a holding, checked on the way in and on the way out of every change. */
const assertSound = (holding: Holding): Holding => {
  const { balance, restricted } = holding;
  if (restricted < 0n || restricted > balance) {
    throw new RangeError('a holding must keep 0 <= restricted <= balance');
  }
  return holding;
};

const assertQuantity = (quantity: bigint): void => {
  if (quantity < 0n) throw new RangeError('a quantity is zero or more');
};

/** What an account may still dispose of. */
export const freeOf = (holding: Holding): bigint => holding.balance - holding.restricted;

/** Sets a quantity aside for delivery. BALANCE_INSUFFICIENT where less than that is free. */
export const restrict = (holding: Holding, quantity: bigint): Result<Holding> => {
  assertQuantity(quantity);
  const { balance, restricted } = assertSound(holding);
  if (balance - restricted < quantity) return refuse('BALANCE_INSUFFICIENT');
  return accept(assertSound({ balance, restricted: restricted + quantity }));
};

/** Sets a restricted quantity free. RESTRICTION_MISSING where less than that is restricted. */
export const release = (holding: Holding, quantity: bigint): Result<Holding> => {
  assertQuantity(quantity);
  const { balance, restricted } = assertSound(holding);
  if (restricted < quantity) return refuse('RESTRICTION_MISSING');
  return accept(assertSound({ balance, restricted: restricted - quantity }));
};

/** Takes a restricted quantity out. RESTRICTION_MISSING where less than that is restricted. */
export const deliverRestricted = (holding: Holding, quantity: bigint): Result<Holding> => {
  assertQuantity(quantity);
  const { balance, restricted } = assertSound(holding);
  if (restricted < quantity) return refuse('RESTRICTION_MISSING');
  return accept(assertSound({ balance: balance - quantity, restricted: restricted - quantity }));
};

/** Adds a quantity, which is free at once. */
export const receive = (holding: Holding, quantity: bigint): Result<Holding> => {
  assertQuantity(quantity);
  const { balance, restricted } = assertSound(holding);
  return accept(assertSound({ balance: balance + quantity, restricted }));
};
