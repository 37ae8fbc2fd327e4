import { BODY_DEPTH, BODY_VALUES } from '../limits.js';
import { MalformedRequest } from './problem.js';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

/** No text has NUL or half a character: a database takes neither as it is. */
const NO_TEXT = /\0|\p{Cs}/u;

/** Names by which an object's own kind could be changed. */
const POISON = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * A JSON body, read by the platform, and refused where it is too deep, has too many values, or has
 * a name that stands for an object's kind.
 *
 * @throws MalformedRequest
 */
export function readJson(bytes: Uint8Array): unknown {
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(bytes));
  } catch {
    throw new MalformedRequest([{ pointer: '', detail: 'this is not JSON in UTF-8' }]);
  }
  requireBounded(value);
  return value;
}

/** Level by level, so that no depth of the body is a depth of the stack. */
function requireBounded(body: unknown): void {
  let level: unknown[] = [body];
  let values = 1;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > BODY_DEPTH) throw wrong(`values lie deeper than ${BODY_DEPTH}`);
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value === 'string' && NO_TEXT.test(value)) {
        throw wrong('a character that no text has');
      }
      if (typeof value !== 'object' || value === null) continue;
      const more = Array.isArray(value) ? value : membersOf(value);
      if (values + next.length + more.length > BODY_VALUES) {
        throw wrong(`more than ${BODY_VALUES} values`);
      }
      for (const each of more) next.push(each);
    }
    values += next.length;
    level = next;
  }
}

function membersOf(value: object): readonly unknown[] {
  for (const name of Object.keys(value)) {
    if (POISON.has(name)) throw wrong('a name that is not allowed');
  }
  return Object.values(value);
}

const wrong = (detail: string): MalformedRequest => new MalformedRequest([{ pointer: '', detail }]);
