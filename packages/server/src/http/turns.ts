import { BondledgerError } from '@bondledger/domain';
import {
  EXPORTS_AT_WORK,
  HEIGHT_WAITS_AT_WORK,
  LARGE_BODIES_AT_WORK,
  READS_AT_WORK,
  REQUESTS_WAITING,
  WRITES_AT_WORK,
} from '../limits.js';

/**
 * Exports apart: one that its reader takes slowly keeps no list from anybody. Nor does a read that
 * waits for a block.
 */
export type Kind = 'reads' | 'waits' | 'writes' | 'exports' | 'bodies';

/** Gives the turn back; more than once is as once. */
export type Leave = () => void;

interface Line {
  atWork: number;
  readonly waiting: (() => void)[];
}

const AT_WORK: Readonly<Record<Kind, number>> = {
  reads: READS_AT_WORK,
  waits: HEIGHT_WAITS_AT_WORK,
  writes: WRITES_AT_WORK,
  exports: EXPORTS_AT_WORK,
  bodies: LARGE_BODIES_AT_WORK,
};

/**
 * How many requests of one institution are at work: so many at a time, some more wait for their
 * turn, and what is beyond is refused. However much one institution asks for, another's request
 * finds at most so many of its before itself.
 */
export class Turns {
  readonly #lines = new Map<string, Line>();

  /** Requests of the institution that waits for most. */
  get waiting(): number {
    return Math.max(0, ...[...this.#lines.values()].map(({ waiting }) => waiting.length));
  }

  /** Where a request may begin at once; undefined where it has to wait for its turn. */
  enterNow(institution: string, kind: Kind): Leave | undefined {
    const name = `${kind} ${institution}`;
    const line = this.#lines.get(name) ?? { atWork: 0, waiting: [] };
    if (line.atWork >= AT_WORK[kind]) return undefined;
    this.#lines.set(name, line);
    line.atWork += 1;
    return this.#leave(name, line);
  }

  /**
   * Resolves when a request may begin.
   *
   * @throws BondledgerError QUEUE_FULL where too many of the institution's wait already,
   * REQUEST_ABORTED where it was given up meanwhile
   */
  async enter(institution: string, kind: Kind, gone: AbortSignal): Promise<Leave> {
    const leave = this.enterNow(institution, kind);
    if (leave !== undefined) return leave;
    const name = `${kind} ${institution}`;
    const line = this.#lines.get(name);
    if (line === undefined) throw new RangeError(`nobody is at work in ${name}`);
    await wait(line, name, gone);
    return this.#leave(name, line);
  }

  #leave(name: string, line: Line): Leave {
    let isLeft = false;
    return () => {
      if (isLeft) return;
      isLeft = true;
      const next = line.waiting.shift();
      // The turn is handed on, so the number at work stays.
      if (next !== undefined) {
        next();
        return;
      }
      line.atWork -= 1;
      if (line.atWork === 0) this.#lines.delete(name);
    };
  }
}

async function wait(line: Line, queue: string, gone: AbortSignal): Promise<void> {
  if (line.waiting.length >= REQUESTS_WAITING) {
    throw new BondledgerError({ code: 'QUEUE_FULL', params: { queue } });
  }
  await new Promise<void>((resolve, reject) => {
    const go = (): void => {
      gone.removeEventListener('abort', giveUp);
      resolve();
    };
    const giveUp = (): void => {
      const at = line.waiting.indexOf(go);
      if (at >= 0) line.waiting.splice(at, 1);
      reject(new BondledgerError({ code: 'REQUEST_ABORTED' }));
    };
    line.waiting.push(go);
    gone.addEventListener('abort', giveUp, { once: true });
  });
}
