import type { Actor } from './plan.js';
import type { Taker } from './take.js';

/** An institution at work: what it sees, and how its steps are taken. */
export type Acting = Actor & Taker;
