/**
 * Canonical JSON (RFC 8785) as far as this ledger uses it: objects, arrays, strings, booleans and
 * safe integers. Writers emit members in order; readers refuse anything that is not canonical, so
 * every value has exactly one text.
 */
export type Json = string | number | boolean | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

/** The object that the text holds, or undefined where the text is not its canonical form. */
export function parseCanonical(text: string): JsonObject | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value) || !inOrder(value, 0)) return undefined;
  if (JSON.stringify(value) !== text) return undefined;
  return text.includes(ESCAPED_SURROGATE) && holdsLoneSurrogate(value) ? undefined : value;
}

/** Nothing here nests deeper, and what does must not exhaust the stack. */
const MAX_DEPTH = 16;
/** How JSON.stringify writes half a surrogate pair, which RFC 8785 does not allow. */
const ESCAPED_SURROGATE = '\\ud';

function holdsLoneSurrogate(value: unknown): boolean {
  if (typeof value === 'string') return /\p{Cs}/u.test(value);
  if (Array.isArray(value)) return value.some(holdsLoneSurrogate);
  return isObject(value) && Object.entries(value).some((entry) => entry.some(holdsLoneSurrogate));
}

/** Is it what JSON calls an object: no array and no null? */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Members sorted by UTF-16 code units, whole numbers only, no null: all the way down. */
function inOrder(value: unknown, depth: number): boolean {
  if (typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (depth === MAX_DEPTH) return false;
  if (Array.isArray(value)) return value.every((entry) => inOrder(entry, depth + 1));
  if (!isObject(value)) return false;
  let previous: string | undefined;
  for (const name of Object.keys(value)) {
    if (previous !== undefined && previous >= name) return false;
    if (!inOrder(value[name], depth + 1)) return false;
    previous = name;
  }
  return true;
}

/** The same value with the members of every object in canonical order. */
export function inCanonicalOrder(value: JsonObject): JsonObject {
  const members = Object.entries(value)
    .filter((member): member is [string, Json] => member[1] !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, member]) => [name, ordered(member)] as const);
  return Object.fromEntries(members);
}

function ordered(value: Json): Json {
  if (Array.isArray(value)) return value.map((entry: Json) => ordered(entry));
  return isObject(value) ? inCanonicalOrder(value) : value;
}

/** Canonical text of a value whose members are already in order; undefined members are left out. */
export const canonicalText = (value: object): string => JSON.stringify(value);
