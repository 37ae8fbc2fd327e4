import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { BondledgerError } from '@bondledger/domain';
import { PASSWORDS_AT_WORK, PASSWORDS_WAITING } from '../limits.js';

interface Cost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** For what people choose: 32 MB and about a tenth of a second. */
const COST: Cost = { N: 2 ** 15, r: 8, p: 3 };
/** For what the server drew at random: nobody guesses it, however cheap a guess is. */
const DRAWN_COST: Cost = { N: 2 ** 12, r: 8, p: 1 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;

/** A password as it is kept: `scrypt$N$r$p$salt$hash`, the last two in base64url. */
export async function hashPassword(password: string, drawn = false): Promise<string> {
  const { N, r, p } = drawn ? DRAWN_COST : COST;
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, { N, r, p });
  return ['scrypt', N, r, p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** @throws BondledgerError RATE_LIMITED where too many wait */
export async function isPassword(password: string, kept: string): Promise<boolean> {
  const [, N, r, p, salt = '', hash = ''] = kept.split('$');
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const derived = await derive(password, Buffer.from(salt, 'base64url'), cost);
  const expected = Buffer.from(hash, 'base64url');
  return derived.length === expected.length && timingSafeEqual(derived, expected);
}

/**
 * Takes what a check at the other cost takes: after a check that failed, whether the password was
 * drawn, chosen, or nobody's does not show in how long the answer took.
 */
export async function takeOtherCost(password: string, kept: string): Promise<void> {
  const isDrawn = kept.startsWith(`scrypt$${DRAWN_COST.N}$`);
  await derive(password, randomBytes(SALT_BYTES), isDrawn ? COST : DRAWN_COST);
}

/** A password that nobody guesses, in characters that nobody confuses. */
export function drawPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const drawn = [...randomBytes(64)].filter((byte) => byte < letters.length * 8).slice(0, 16);
  const text = drawn.map((byte) => letters[byte % letters.length]).join('');
  return text.match(/.{1,4}/g)?.join('-') ?? text;
}

let atWork = 0;
const waiting: (() => void)[] = [];

/** A few at a time, so that a flood of sign-ins takes no more memory than a few. */
async function derive(password: string, salt: Buffer, cost: Cost): Promise<Buffer> {
  if (waiting.length >= PASSWORDS_WAITING) {
    throw new BondledgerError({ code: 'RATE_LIMITED', params: { seconds: '5' } });
  }
  if (atWork >= PASSWORDS_AT_WORK) await new Promise<void>((go) => waiting.push(go));
  else atWork += 1;
  try {
    return await stretched(password.normalize('NFC'), salt, cost);
  } finally {
    const next = waiting.shift();
    if (next === undefined) atWork -= 1;
    else next();
  }
}

function stretched(password: string, salt: Buffer, cost: Cost): Promise<Buffer> {
  const options: ScryptOptions = { ...cost, maxmem: 256 * cost.N * cost.r };
  return new Promise((resolve, reject) => {
    scrypt(password, salt, KEY_BYTES, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
