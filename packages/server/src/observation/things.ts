import { readdir, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bytesOnDisk } from '@bondledger/consortium';
import { DAY_KEY, fromBase64, nodeCrypto, readRegistry } from '@bondledger/contract';
import type { DayRecord, KeyRecord } from '@bondledger/contract';
import { isFinal, KSD } from '@bondledger/domain';
import type { Component } from '@bondledger/sdk/api';
import type { Desk } from '../desks/desk.js';
import { PAID_REST_MS, THINGS_FRESH_MS } from '../limits.js';
import { componentsOf } from './components.js';
import type { ThingsParts } from './things-parts.js';

/** What is found out now and then, since it is dear. */
export interface Things {
  readonly components: readonly Component[];
  /** Bytes on the disk, by the folders of the data directory. */
  readonly sizes: readonly { readonly what: string; readonly bytes: number }[];
  readonly disk: { readonly freeBytes: number; readonly freePart: number };
  /** The last day of each active key of an institution that is served here. */
  readonly certificates: readonly { readonly institution: string; readonly notAfter: string }[];
  readonly paidAtRest: number;
  /** Trades not final although the cut-off of their settlement date is over. */
  readonly late: number;
}

/** Finds out how things are, at most every few seconds, whoever asks. */
export class ThingsWatch {
  readonly #parts: ThingsParts;
  /** Trades that were PAID when they were looked at, and since when. */
  #paid = new Map<string, number>();
  #newest: Promise<Things> | undefined;
  #foundAt = 0;

  constructor(parts: ThingsParts) {
    this.#parts = parts;
  }

  now(): Promise<Things> {
    const isFresh = performance.now() - this.#foundAt < THINGS_FRESH_MS;
    if (this.#newest === undefined || !isFresh) {
      this.#foundAt = performance.now();
      this.#newest = this.#find();
    }
    return this.#newest;
  }

  async #find(): Promise<Things> {
    const [components, sizes, disk, certificates, days] = await Promise.all([
      componentsOf(this.#parts),
      sizesOf(dirname(this.#parts.directory)),
      freeOn(this.#parts.directory),
      this.#certificates(),
      this.#trades(),
    ]);
    return { components, sizes, disk, certificates, ...days };
  }

  async #certificates(): Promise<Things['certificates']> {
    const { transport, desks } = this.#parts;
    const served = new Set(desks.all().map(({ code }) => code));
    const query = { from: 'registry/key/', to: 'registry/key0', limit: 1000 };
    const { records } = await transport.range(query);
    return records.flatMap(({ value }) => {
      const key = readRegistry<KeyRecord>(value);
      if (key?.status !== 'ACTIVE' || !served.has(key.participant)) return [];
      const der = fromBase64(key.certificate) ?? new Uint8Array();
      const { notAfter } = nodeCrypto.readCertificate(der) ?? {};
      return notAfter === undefined ? [] : [{ institution: key.participant, notAfter }];
    });
  }

  /** KSD sees all trades; who is not KSD sees its own. */
  async #trades(): Promise<Pick<Things, 'paidAtRest' | 'late'>> {
    const { desks, transport, now } = this.#parts;
    const all = desks.all();
    const desk: Desk | undefined = all.find(({ code }) => code === KSD) ?? all[0];
    const reads = await transport.read([DAY_KEY]);
    const day = readRegistry<DayRecord>(reads.get(DAY_KEY));
    const paid = new Map<string, number>();
    const moment = now().getTime();
    let [late, paidAtRest] = [0, 0];
    for (const { tradeId, core } of desk?.institution.book.trades() ?? []) {
      const { state, terms } = core;
      if (isFinal(state)) continue;
      if (day !== undefined && isOver(day, terms.settlementDate)) late += 1;
      if (state !== 'PAID') continue;
      const since = this.#paid.get(tradeId) ?? moment;
      paid.set(tradeId, since);
      if (moment - since >= PAID_REST_MS) paidAtRest += 1;
    }
    this.#paid = paid;
    return { paidAtRest, late };
  }
}

const isOver = ({ businessDate, phase }: DayRecord, settlementDate: string): boolean =>
  settlementDate < businessDate || (settlementDate === businessDate && phase !== 'OPEN');

async function sizesOf(directory: string): Promise<Things['sizes']> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(
    folders.sort().map(async (what) => ({ what, bytes: await bytesOnDisk(join(directory, what)) })),
  );
}

async function freeOn(directory: string): Promise<Things['disk']> {
  const { bavail, bsize, blocks } = await statfs(directory);
  return { freeBytes: bavail * bsize, freePart: blocks === 0 ? 1 : bavail / blocks };
}
