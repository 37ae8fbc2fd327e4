import { CHECKED_STEPS } from '@bondledger/domain';
import type { RouteInput } from '@bondledger/sdk/api';
import { ITEMS_AT_ONCE, ITEMS_OF_FIRST_REQUEST } from '../limits.js';

/**
 * One step on some rows, or back-office trades to be submitted. `keys` are the rows', in the order
 * of the items.
 */
export type StepWork = { readonly keys: readonly string[] } & (
  { readonly body: RouteInput<'takeSteps'>['body'] } | { readonly officeIds: string[] }
);

function part(work: StepWork, from: number, to: number): StepWork {
  const keys = work.keys.slice(from, to);
  if ('officeIds' in work) return { keys, officeIds: work.officeIds.slice(from, to) };
  const body = { ...work.body, items: work.body.items.slice(from, to) };
  return { keys, body: body as typeof work.body };
}

/**
 * The work in requests of which each is twice the last, so that the first results are soon there.
 * What a second person approves stays whole, and so does what the server makes a job of.
 */
export function inParts(work: StepWork): readonly StepWork[] {
  const isChecked = 'body' in work && CHECKED_STEPS.has(work.body.step);
  const all = work.keys.length;
  if (isChecked || all > ITEMS_AT_ONCE) return [work];
  const parts: StepWork[] = [];
  let from = 0;
  for (let size = ITEMS_OF_FIRST_REQUEST; from < all; size *= 2) {
    parts.push(part(work, from, from + size));
    from += size;
  }
  return parts;
}
