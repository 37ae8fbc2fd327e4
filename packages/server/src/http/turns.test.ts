import { describe, expect, it } from 'vitest';
import { READS_AT_WORK, REQUESTS_WAITING } from '../limits.js';
import { Turns, type Leave } from './turns.js';

const never = new AbortController().signal;

/** As many as are at work at a time, of one institution. */
const busy = (turns: Turns): Promise<readonly Leave[]> =>
  Promise.all(Array.from({ length: READS_AT_WORK }, () => turns.enter('HBSEC', 'reads', never)));

describe('turns', () => {
  it('are for so many requests of an institution at a time, in their order', async () => {
    const turns = new Turns();
    const [first, second] = await busy(turns);
    const begun: string[] = [];
    const waiting = ['a', 'b'].map((name) =>
      turns.enter('HBSEC', 'reads', never).then((leave) => {
        begun.push(name);
        return leave;
      }),
    );
    expect(turns.waiting).toBe(2);
    first?.();
    first?.();
    await waiting[0];
    expect(begun).toEqual(['a']);
    second?.();
    await waiting[1];
    expect(begun).toEqual(['a', 'b']);
  });

  it('of one institution, and of its writes, do not wait for the reads of another', async () => {
    const turns = new Turns();
    await busy(turns);
    await turns.enter('DHSEC', 'reads', never);
    await turns.enter('HBSEC', 'writes', never);
    await turns.enter('HBSEC', 'exports', never);
    expect(turns.waiting).toBe(0);
  });

  it('are refused where too many wait, until some went away', async () => {
    const turns = new Turns();
    await busy(turns);
    const gone = new AbortController();
    const waiting = Array.from({ length: REQUESTS_WAITING }, () =>
      turns.enter('HBSEC', 'reads', gone.signal),
    );
    const refused = turns.enter('HBSEC', 'reads', never);
    await expect(refused).rejects.toMatchObject({ code: 'QUEUE_FULL' });
    gone.abort();
    const ends = await Promise.allSettled(waiting);
    expect(new Set(ends.map(({ status }) => status))).toEqual(new Set(['rejected']));
    expect(turns.waiting).toBe(0);
  });
});
