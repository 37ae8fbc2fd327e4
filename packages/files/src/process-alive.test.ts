import { describe, expect, it } from 'vitest';
import { listDirectory, readWhole } from './names.js';
import { bootIdOf, isRunning, startTimeOf } from './process-alive.js';

const real = { list: listDirectory, readFile: readWhole };
const PID = process.pid;

/** A line of /proc: 52 fields, of which the state, the flags and the start time count here. */
function stat(state: string, flags: number, started = '4711', name = 'node'): string {
  const after = Array.from({ length: 50 }, () => '0');
  [after[0], after[6], after[19]] = [state, flags.toString(), started];
  return `${PID.toString()} (${name}) ${after.join(' ')}`;
}

/** /proc as a test wants it, for a pid that is really there. */
function proc(main: string | undefined, threads: Readonly<Record<string, string>>) {
  const texts = new Map(
    Object.entries(threads).map(([id, text]) => [`/proc/${PID.toString()}/task/${id}/stat`, text]),
  );
  if (main !== undefined) texts.set(`/proc/${PID.toString()}/stat`, main);
  return {
    list: () => Object.keys(threads),
    readFile: (path: string) => {
      const text = texts.get(path);
      return text === undefined ? undefined : Buffer.from(text);
    },
  };
}

const RUNS = stat('S', 0x400000);
const ENDS = stat('R', 0x400004);
const ZOMBIE = stat('Z', 0x40000c);

describe('a process', () => {
  it.each([
    ['runs', RUNS, { a: RUNS }, true],
    ['is ending with all its threads', ENDS, { a: ENDS, b: ZOMBIE }, false],
    ['has a thread that may still write', ENDS, { a: ENDS, b: RUNS }, true],
    ['is a zombie', ZOMBIE, { a: ZOMBIE }, false],
    ['is a zombie with a thread that may still write', ZOMBIE, { a: ZOMBIE, b: RUNS }, true],
    ['is another one of the same pid', stat('S', 0, '4712'), { a: RUNS }, false],
    ['has a name with brackets', stat('S', 0, '4711', 'a) Z 4 (b'), { a: RUNS }, true],
    ['is not described by the platform', undefined, {}, true],
  ])('that %s', (_, main, threads, expected) => {
    expect(isRunning(PID, '4711', proc(main, threads))).toBe(expected);
  });

  it('of which no start time was known is taken for the one that runs', () => {
    expect(isRunning(PID, '', proc(RUNS, { a: RUNS }))).toBe(true);
  });

  it('is the one that reads this', () => {
    expect(isRunning(PID, startTimeOf(PID, real) ?? '', real)).toBe(true);
    expect(bootIdOf(real)).toBe(bootIdOf(real));
  });

  it('that cannot be read about has no start time', () => {
    const failing = { list: () => [], readFile: () => expect.fail('EIO') };
    expect(startTimeOf(PID, failing)).toBeUndefined();
    expect(bootIdOf(failing)).toBeUndefined();
  });
});
