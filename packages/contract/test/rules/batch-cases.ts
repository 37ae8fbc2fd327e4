import { batchOf, freshBytes, type BatchOptions, type Draft } from '../_kit/batch.js';
import { attempt, type Attempt, type Case } from '../_kit/case.js';
import { institutionOf } from '../_kit/institution.js';
import { testKey } from '../_kit/keys.js';
import { market, moveTo } from '../_kit/market.js';
import { registry } from '../_kit/registry-drafts.js';
import { flipped, withCore } from '../_kit/spoil.js';
import { propSide, submit, termsOf } from '../_kit/trade-drafts.js';
import { TOMORROW } from '../_kit/genesis.js';
import type { World } from '../_kit/world.js';

const draftOf = (world: World): Draft => submit(world, termsOf(), propSide('SEC1'));

/** A good SUBMIT in a batch that is spoilt. */
const batch = (
  options: BatchOptions,
  change: (world: World) => void = () => undefined,
): Attempt => {
  const world = market();
  change(world);
  return { world, submission: batchOf('SEC1', [draftOf(world)], options) };
};

const many = (count: number): Attempt => {
  const world = market();
  const draft = draftOf(world);
  return attempt(world, 'SEC1', ...Array.from({ length: count }, () => draft));
};

/** A good batch, changed after it was signed. */
const altered = (change: (attempt: Attempt) => Attempt['submission']): Attempt => {
  const good = batch({});
  return { ...good, submission: change(good) };
};

const suspend = (world: World): void =>
  world.must('KSD', registry('SUSPEND_PARTICIPANT', { code: 'SEC1', reason: 'a test' }));
const revoke = (world: World): void => {
  const { keyId } = institutionOf('SEC1');
  world.must('KSD', registry('REVOKE_KEY', { keyId, reason: 'a test' }));
};

/** Section 1 of the catalogue: the batch as a whole. */
export const BATCH_CASES: readonly Case[] = [
  ['BATCH_MALFORMED', 'a header of another domain', () => batch({ header: { domain: 'other/1' } })],
  ['BATCH_MALFORMED', 'a header with another count', () => batch({ header: { count: 2 } })],
  ['BATCH_MALFORMED', 'a count that is a text', () => batch({ header: { count: '1' } })],
  ['BATCH_MALFORMED', 'a root that is no hash', () => batch({ header: { root: 'abc' } })],
  ['BATCH_MALFORMED', 'no such date', () => batch({ validUntil: '2026-02-30' })],
  ['BATCH_MALFORMED', 'a receipt key of 31 bytes', () => batch({ receiptKey: freshBytes(31) })],
  [
    'BATCH_MALFORMED',
    'a signature of 63 bytes',
    () =>
      altered(({ submission: { batch: signed, opening } }) => ({
        batch: { ...signed, signature: signed.signature.subarray(1) },
        opening,
      })),
  ],
  [
    'BATCH_MALFORMED',
    'a header with a space',
    () =>
      altered(({ submission: { batch: signed, opening } }) => ({
        batch: { ...signed, header: signed.header.replace(',', ', ') },
        opening,
      })),
  ],
  ['BATCH_EMPTY', 'no instruction', () => many(0)],
  ['BATCH_TOO_LARGE', '1,001 instructions', () => many(1001)],
  ['BATCH_WRONG_LEDGER', 'another ledger', () => batch({ header: { ledgerId: 'f'.repeat(64) } })],
  ['PARTICIPANT_UNKNOWN', 'nobody', () => batch({ header: { participant: 'NOBODY' } })],
  ['PARTICIPANT_UNKNOWN', 'no code at all', () => batch({ header: { participant: 'a b' } })],
  ['PARTICIPANT_SUSPENDED', 'a suspended firm', () => batch({}, suspend)],
  [
    'KEY_UNKNOWN',
    'a key that nobody registered',
    () => batch({ header: { keyId: '0'.repeat(32) } }),
  ],
  [
    'KEY_NOT_OF_PARTICIPANT',
    'the key of another firm',
    () => {
      const { keyId, signing } = institutionOf('SEC2');
      return batch({ header: { keyId }, signWith: signing });
    },
  ],
  ['KEY_REVOKED', 'a revoked key', () => batch({}, revoke)],
  ['SIGNATURE_INVALID', 'signed with another key', () => batch({ signWith: testKey('thief') })],
  [
    'SIGNATURE_INVALID',
    'a header changed after it was signed',
    () =>
      altered(({ submission: { batch: signed, opening } }) => ({
        batch: { ...signed, header: signed.header.replace('2026-12-31', '2027-12-31') },
        opening,
      })),
  ],
  [
    'SIGNATURE_INVALID',
    'one bit of the signature',
    () =>
      altered(({ submission: { batch: signed, opening } }) => ({
        batch: { ...signed, signature: flipped(signed.signature, 40) },
        opening,
      })),
  ],
  [
    'INSTRUCTION_ALTERED',
    'a price changed after it was signed',
    () =>
      altered(({ submission: { batch: signed, opening } }) => ({
        batch: {
          ...signed,
          instructions: signed.instructions.map((parts) => ({
            ...parts,
            core: parts.core.replace('"unitPrice":"9850"', '"unitPrice":"9851"'),
          })),
        },
        opening,
      })),
  ],
  [
    'INSTRUCTION_ALTERED',
    'one bit of a salt',
    () =>
      altered(({ submission: { batch: signed, opening } }) => ({
        batch: {
          ...signed,
          instructions: signed.instructions.map((parts) => ({
            ...parts,
            sideSalt: flipped(parts.sideSalt),
          })),
        },
        opening,
      })),
  ],
  [
    'INSTRUCTION_ALTERED',
    'two instructions in another order',
    () => {
      const world = market();
      const good = attempt(world, 'SEC1', draftOf(world), draftOf(world));
      const { batch: signed, opening } = good.submission;
      const instructions = signed.instructions.toReversed();
      return { world, submission: { batch: { ...signed, instructions }, opening } };
    },
  ],
  [
    'BATCH_EXPIRED',
    'valid until yesterday',
    () => batch({ validUntil: '2026-09-21' }, (world) => void moveTo(world, TOMORROW)),
  ],
  [
    'BATCH_EXPIRED',
    'comes before what is wrong with an instruction',
    () => {
      const world = moveTo(market(), TOMORROW);
      const draft = withCore(draftOf(world), { step: 'NONE' });
      return { world, submission: batchOf('SEC1', [draft], { validUntil: '2026-09-21' }) };
    },
  ],
];
