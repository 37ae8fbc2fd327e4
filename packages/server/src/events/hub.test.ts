import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ServerEvent } from '@bondledger/sdk/api';
import { EVENTS_KEPT } from '../limits.js';
import { Hub, type Numbered } from './hub.js';

const block = (height: number): ServerEvent => ({ type: 'block', height, hash: 'ab' });

describe('the event hub', () => {
  it('gives each institution its own events and what everybody may know, in order', () => {
    const institution = fc.constantFrom('A', 'B', undefined);
    fc.assert(
      fc.property(fc.array(institution, { maxLength: 50 }), fc.nat(50), (published, from) => {
        const hub = new Hub();
        const heard: Numbered[] = [];
        hub.listen('A', (numbered) => heard.push(numbered));
        const start = hub.newest;
        let middle = start;
        for (const [at, of] of published.entries()) {
          if (at === from) middle = hub.newest;
          hub.publish(of, block(at));
        }
        const own = [...published.keys()].filter((at) => published[at] !== 'B');
        const heights = (all: readonly Numbered[] | undefined) =>
          all?.map(({ event }) => event.type === 'block' && event.height);
        expect(heights(heard)).toEqual(own);
        expect(hub.since(start, 'A')).toEqual(heard);
        const later = from < published.length ? own.filter((at) => at >= from) : own;
        expect(heights(hub.since(middle, 'A'))).toEqual(later);
        expect(hub.since(hub.newest, 'A')).toEqual([]);
      }),
    );
  });

  it('says so where what was missed is not kept any more, or is of another process', () => {
    const hub = new Hub();
    const start = hub.newest;
    for (let at = 0; at < 3 * EVENTS_KEPT; at += 1) hub.publish(undefined, block(at));
    expect(hub.since(start, 'A')).toBeUndefined();
    const first = hub.newest;
    hub.publish('A', block(0));
    expect(hub.since(first, 'A')).toHaveLength(1);
    for (const wrong of ['', '-', 'x-1', `${first}9`, new Hub().newest, `${first}-1`]) {
      expect(hub.since(wrong, 'A'), wrong).toBeUndefined();
    }
  });

  it('says nothing to who stopped listening', () => {
    const hub = new Hub();
    const stop = hub.listen('A', () => expect.fail('heard'));
    expect(hub.listeners('A')).toBe(1);
    stop();
    hub.publish('A', block(1));
    expect(hub.listeners('A')).toBe(0);
  });
});
