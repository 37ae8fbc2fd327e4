import { fromBase64, isObject, type Json, type JsonObject } from '@bondledger/contract';

/**
 * Strict reading of parsed JSON: each reader answers undefined for whatever is not exactly its own.
 */

const HASH = /^[0-9a-f]{64}$/;

/** An object with these members and no others; `names` in canonical order, joined by commas. */
export const objectOf = (value: Json | undefined, names: string): JsonObject | undefined =>
  isObject(value) && Object.keys(value).join() === names ? value : undefined;

export const textOf = (value: Json | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** 32 bytes in hex. */
export const hashOf = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && HASH.test(value) ? value : undefined;

/** Base 64, of so many bytes where that is said. */
export function base64Of(value: Json | undefined, length?: number): string | undefined {
  const bytes = typeof value === 'string' ? fromBase64(value) : undefined;
  if (bytes === undefined || (length !== undefined && bytes.length !== length)) return undefined;
  return value as string;
}

/** A whole number from 0 on. */
export const countOf = (value: Json | undefined): number | undefined =>
  typeof value === 'number' && value >= 0 ? value : undefined;

/** A list whose every entry is read. */
export function listOf<T>(
  value: Json | undefined,
  read: (entry: Json) => T | undefined,
): readonly T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const list: T[] = [];
  for (const entry of value as readonly Json[]) {
    const item = read(entry);
    if (item === undefined) return undefined;
    list.push(item);
  }
  return list;
}

/** The object, if every member could be read. */
export function whole<T extends object>(members: {
  readonly [K in keyof T]: T[K] | undefined;
}): T | undefined {
  const values: readonly unknown[] = Object.values(members);
  return values.includes(undefined) ? undefined : (members as T);
}
