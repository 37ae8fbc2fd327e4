import { faultAt, type Placed, type Reading } from '@bondledger/legacy';
import { findJsonFault, findNameTwice } from './json-fault.js';

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The objects of a JSON file: an array of them, or an object with such an array as a member. */
export interface JsonItems extends Reading<Readonly<Record<string, unknown>>> {
  /** The member that had them; undefined for a plain array. */
  readonly member?: string;
}

/**
 * Reads the objects of a JSON file. What is no object is a fault of its own: FIELD_INVALID. All of
 * the file: JSON_MALFORMED and JSON_NAME_TWICE with the place, FIELD_INVALID where there is no list
 * of objects.
 *
 * @param members the names under which the list may stand
 */
export function readJsonItems(text: string, members: readonly string[]): JsonItems {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    const place = findJsonFault(text) ?? { line: 1, column: 1 };
    return { good: [], faults: [faultAt('JSON_MALFORMED', place)] };
  }
  const twice = findNameTwice(text);
  if (twice !== undefined) return { good: [], faults: [faultAt('JSON_NAME_TWICE', twice)] };
  const member = isObject(root) ? members.find((name) => Object.hasOwn(root, name)) : undefined;
  const list = isObject(root) && member !== undefined ? root[member] : root;
  if (!Array.isArray(list)) {
    const field = member ?? members[0] ?? '';
    const rejection = { code: 'FIELD_INVALID', params: { field } } as const;
    return { good: [], faults: [{ rejection, field }] };
  }
  const items: readonly unknown[] = list;
  const good: Placed<Readonly<Record<string, unknown>>>[] = [];
  const faults = items.flatMap((value, at) => {
    const place = { item: at + 1 };
    if (isObject(value)) {
      good.push({ place, value });
      return [];
    }
    return [{ ...place, rejection: { code: 'FIELD_INVALID' } as const }];
  });
  return { good, faults, ...(member === undefined ? {} : { member }) };
}
