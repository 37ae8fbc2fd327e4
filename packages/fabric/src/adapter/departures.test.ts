import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Departures, type Journey } from './departures.js';
import { ORDER_TOGETHER_MAX_MS, ORDER_TOGETHER_MS } from './limits.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Notes who has left for the orderers, in the order in which they did. */
class Board {
  readonly left: string[] = [];
  readonly #departures = new Departures();

  begin(): Journey {
    return this.#departures.begin();
  }

  async depart(name: string, journey: Journey): Promise<void> {
    void journey.depart().then(() => this.left.push(name));
    await vi.advanceTimersByTimeAsync(0);
  }
}

describe('transactions that are endorsed', () => {
  it('leave at once where nothing else is on its way', async () => {
    const board = new Board();
    const first = board.begin();
    await board.depart('first', first);
    expect(board.left).toEqual(['first']);
    first.end();
    await board.depart('second', board.begin());
    expect(board.left).toEqual(['first', 'second']);
  });

  it('leave together with those that are still being endorsed', async () => {
    const board = new Board();
    const [first, second] = [board.begin(), board.begin()];
    await board.depart('first', first);
    expect(board.left).toEqual([]);
    await board.depart('second', second);
    expect(board.left).toEqual(['first', 'second']);
  });

  it('wait for a block that is to come, and leave together after it', async () => {
    const board = new Board();
    const first = board.begin();
    await board.depart('first', first);
    await board.depart('second', board.begin());
    await board.depart('third', board.begin());
    expect(board.left).toEqual(['first']);
    first.end();
    await vi.advanceTimersByTimeAsync(0);
    expect(board.left).toEqual(['first', 'second', 'third']);
  });

  it('wait no longer than so long for one whose endorser does not answer', async () => {
    const board = new Board();
    const silent = board.begin();
    await board.depart('first', board.begin());
    await vi.advanceTimersByTimeAsync(ORDER_TOGETHER_MS - 1);
    expect(board.left).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(board.left).toEqual(['first']);
    silent.end();
  });

  it('wait longer where blocks take longer, up to a bound', async () => {
    const board = new Board();
    for (let block = 0; block < 5; block += 1) {
      const before = board.begin();
      await board.depart('before', before);
      await vi.advanceTimersByTimeAsync(10_000);
      before.end();
    }
    board.left.splice(0);
    board.begin();
    await board.depart('first', board.begin());
    await vi.advanceTimersByTimeAsync(ORDER_TOGETHER_MAX_MS - 1);
    expect(board.left).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(board.left).toEqual(['first']);
  });

  it('do not wait for what has failed', async () => {
    const board = new Board();
    const failing = board.begin();
    await board.depart('first', board.begin());
    failing.end();
    failing.end();
    await vi.advanceTimersByTimeAsync(0);
    expect(board.left).toEqual(['first']);
  });
});
