import { describe, expect, it } from 'vitest';
import {
  FAILURES_OF_ADDRESS,
  FAILURES_OF_PAIR,
  FAILURES_OF_USER,
  FAILURES_WINDOW_MS,
} from '../limits.js';
import { Failures } from './failures.js';

describe('failed sign-ins', () => {
  it('lock a user out from the address that they came from, not from others', () => {
    const failures = new Failures();
    for (let at = 0; at < FAILURES_OF_PAIR; at += 1) failures.failed('kim', 'here', 0);
    expect(failures.locked('kim', 'here', 1)).toBe(15);
    expect(failures.locked('kim', 'there', 1)).toBeUndefined();
    expect(failures.locked('lee', 'here', 1)).toBeUndefined();
    expect(failures.locked('kim', 'here', FAILURES_WINDOW_MS)).toBeUndefined();
  });

  it('lock a user out everywhere when they come from everywhere', () => {
    const failures = new Failures();
    for (let at = 0; at < FAILURES_OF_USER; at += 1) failures.failed('kim', `${at}`, 0);
    expect(failures.locked('kim', 'new', 1)).toBe(15);
  });

  it('lock an address out that tries one user after the other', () => {
    const failures = new Failures();
    for (let at = 0; at < FAILURES_OF_ADDRESS; at += 1) failures.failed(`${at}`, 'here', 0);
    expect(failures.locked('new', 'here', 1)).toBe(15);
    expect(failures.locked('new', 'there', 1)).toBeUndefined();
  });

  it('count for an address, and sign-ins do not', () => {
    const failures = new Failures();
    for (let at = 0; at < 2 * FAILURES_OF_ADDRESS; at += 1) {
      failures.failed(`${at}`, 'here', 0);
      failures.succeeded(`${at}`, 'here');
    }
    expect(failures.locked('new', 'here', 1)).toBeUndefined();
  });

  it('are forgotten by a sign-in', () => {
    const failures = new Failures();
    for (let at = 1; at < FAILURES_OF_PAIR; at += 1) failures.failed('kim', 'here', 0);
    failures.succeeded('kim', 'here');
    failures.failed('kim', 'here', 1);
    expect(failures.locked('kim', 'here', 2)).toBeUndefined();
  });
});
