import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LosingDisk, turns } from '../../test/support/losing-disk.js';
import { FileOutbox } from './file-outbox.js';
import { OutboxLog } from './outbox-log.js';
import type { OutboxEntry } from './outbox.js';
import { RecordSeal } from './record-seal.js';
import { scanOutbox } from './scan-outbox.js';

const seal = new RecordSeal(randomBytes(32));

interface Known {
  readonly entry: OutboxEntry;
  isWritten: boolean;
  isPut: boolean;
  isRemoved: boolean;
}

/** An outbox on a disk that loses things, and what is known of its entries. */
class Watched {
  readonly disk: LosingDisk;
  readonly #outbox: FileOutbox;
  readonly #known = new Map<number, Known>();
  readonly #unsettled = new Set<Promise<unknown>>();
  hasFailed = false;
  #releases = 0;

  private constructor(disk: LosingDisk, log: OutboxLog) {
    this.disk = disk;
    this.#outbox = new FileOutbox({
      log,
      pending: new Map(),
      nextId: 1,
      asFailure: (cause) => {
        this.hasFailed = true;
        return new Error('the disk refuses', { cause });
      },
      release: () => (this.#releases += 1),
    });
  }

  static async open(disk: LosingDisk): Promise<Watched> {
    return new Watched(disk, await OutboxLog.create(disk.port, '', seal, new Map(), 1));
  }

  keep(length: number): void {
    const bytes = randomBytes(length);
    const { entry, written } = this.#outbox.keep(bytes);
    const known = this.#knowOf(entry);
    this.#watch(written.then(() => (known.isWritten = true)));
  }

  put(length: number): void {
    const put = this.#outbox.put(randomBytes(length));
    this.#watch(put.then((entry) => (this.#knowOf(entry).isPut = true)));
  }

  /** One of those that were not removed yet, written or not. */
  remove(place: number): void {
    const kept = [...this.#known.values()].filter(({ isRemoved }) => !isRemoved);
    const known = kept[place % Math.max(1, kept.length)];
    if (known === undefined) return;
    known.isRemoved = true;
    this.#outbox.remove(known.entry);
  }

  /** What is in the file if the process ends now, and if the machine does. */
  look(): void {
    this.#expectIn(this.disk.afterKill(), ({ isWritten, isPut }) => isWritten || isPut);
    for (let count = 0; count < 4; count += 1) {
      this.#expectIn(this.disk.afterPowerLoss(), ({ isPut }) => isPut);
    }
  }

  async close(): Promise<void> {
    this.#watch(this.#outbox.close());
    for (let count = 0; count < 500 && this.#unsettled.size > 0; count += 1) {
      this.look();
      await turns(1);
    }
    expect(this.#unsettled.size).toBe(0);
    await turns(5);
    this.look();
    expect([this.disk.misuse, this.disk.open.size, this.#releases]).toEqual([[], 0, 1]);
    if (!this.hasFailed) this.#expectIn(this.disk.afterPowerLoss(), () => true, 'nothing else');
  }

  /** A put tells its entry when it is done. */
  #knowOf(entry: OutboxEntry): Known {
    const known = { entry, isWritten: false, isPut: false, isRemoved: false };
    if (!this.hasFailed) this.#known.set(entry.id, known);
    return known;
  }

  #watch(promise: Promise<unknown>): void {
    this.#unsettled.add(promise);
    const settled = (): boolean => this.#unsettled.delete(promise);
    promise.then(settled, settled);
  }

  #expectIn(file: Buffer, isExpected: (known: Known) => boolean, rest?: 'nothing else'): void {
    const scanned = scanOutbox(seal, file);
    if (!scanned.ok) expect.fail(`record ${scanned.record} counts as damaged`);
    for (const known of this.#known.values()) {
      const { id, bytes } = known.entry;
      const found = scanned.entries.get(id);
      if (found !== undefined) expect(Buffer.compare(found, bytes)).toBe(0);
      if (!known.isRemoved && isExpected(known)) expect(found, `entry ${id}`).toBeDefined();
      if (known.isRemoved && rest === 'nothing else') expect(found, `entry ${id}`).toBeUndefined();
    }
  }
}

type Act = (outbox: Watched) => void | Promise<void>;

const Small = fc.integer({ min: 0, max: 1500 });
/** Some have no room allocated, and a few of the largest make a new file. */
const Large = fc.constantFrom(70_000, 140_000, 2_500_000);
const ACT: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: Small.map(
      (length): Act =>
        (outbox) =>
          outbox.keep(length),
    ),
  },
  {
    weight: 3,
    arbitrary: Small.map(
      (length): Act =>
        (outbox) =>
          outbox.put(length),
    ),
  },
  {
    weight: 1,
    arbitrary: Large.map(
      (length): Act =>
        (outbox) =>
          outbox.keep(length),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.nat(9).map(
      (place): Act =>
        (outbox) =>
          outbox.remove(place),
    ),
  },
  {
    weight: 5,
    arbitrary: fc.nat(3).map(
      (count): Act =>
        () =>
          turns(count),
    ),
  },
  { weight: 2, arbitrary: fc.constant<Act>((outbox) => outbox.look()) },
);

describe('an outbox on a disk that is slow, fails, and loses what was not flushed', () => {
  it('has all that it said it has, is never taken for damaged, and always closes', async () => {
    const seed = Math.trunc(Math.random() * 2 ** 31);
    console.log(`outbox losses: seed ${seed}`);
    const draws = fc.infiniteStream(fc.nat());
    const failing = fc.option(fc.integer({ min: 3, max: 40 }), { nil: undefined });
    const acts = fc.array(ACT, { minLength: 1, maxLength: 40 });
    const property = fc.asyncProperty(acts, draws, failing, async (all, numbers, call) => {
      const draw = (below: number): number => Number(numbers.next().value) % below;
      const outbox = await Watched.open(new LosingDisk(draw, call));
      for (const act of all) await act(outbox);
      await outbox.close();
    });
    await fc.assert(property, { seed, numRuns: 60 });
  }, 60_000);
});
