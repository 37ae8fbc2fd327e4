import { join } from 'node:path';
import type { Disk } from '../disk/disk.js';
import { isWholeLmdbFile, META_PAGES_BYTES } from './lmdb-file.js';
import { LmdbState } from './lmdb-state.js';

/** Why the state was thrown away, to be derived from the block log again. */
export type RebuildReason = 'MACHINE_STOPPED' | 'MARKER_MISSING' | 'OTHER_LEDGER' | 'UNREADABLE';

const MARKER = 'marker.json';
const DATA = 'data.mdb';
const FORMAT = 'bondledger/state/1';

interface Marker {
  readonly bootId: string;
  readonly clean: boolean;
}

/**
 * LMDB is not flushed while the ledger runs. After the end of a process its pages are in the
 * machine's memory and the files are whole; after the end of the machine they may be anything.
 * The marker tells the two apart: it says which run of the machine wrote last, and whether the
 * files were flushed and closed.
 */
export class StateDirectory {
  readonly #disk: Disk;
  readonly #path: string;
  readonly #bootId: string | undefined;

  constructor(disk: Disk, path: string, bootId: string | undefined) {
    this.#disk = disk;
    this.#path = path;
    this.#bootId = bootId;
  }

  /** Why the files cannot be believed, or undefined where they can. */
  distrust(): RebuildReason | undefined {
    const marker = this.#marker();
    if (marker === undefined) return 'MARKER_MISSING';
    const sameRun = this.#bootId !== undefined && marker.bootId === this.#bootId;
    return marker.clean || sameRun ? undefined : 'MACHINE_STOPPED';
  }

  /** Opens the state for writing; what cannot be believed is removed first, and why is told. */
  async open(
    ledgerId: string,
  ): Promise<{ readonly state: LmdbState; readonly rebuilt: RebuildReason | undefined }> {
    const distrust = this.distrust();
    if (distrust !== undefined) return this.startOver(ledgerId, distrust);
    await this.#mark(false);
    const state = await this.#attempt(ledgerId);
    if (state === undefined) return this.startOver(ledgerId, 'UNREADABLE');
    if (state.height >= 0) return { state, rebuilt: undefined };
    await state.close();
    return this.startOver(ledgerId, 'OTHER_LEDGER');
  }

  /** An empty state in the place of whatever was there. */
  async startOver(
    ledgerId: string,
    rebuilt: RebuildReason | undefined,
  ): Promise<{ readonly state: LmdbState; readonly rebuilt: RebuildReason | undefined }> {
    this.#disk.remove(this.#path);
    this.#disk.makeDirectory(this.#path);
    await this.#mark(false);
    return { state: new LmdbState(this.#path, ledgerId), rebuilt };
  }

  /** Opens the state for reading only; undefined where it cannot be believed or read. */
  async openForReading(ledgerId: string): Promise<LmdbState | undefined> {
    return this.distrust() === undefined ? this.#attempt(ledgerId, true) : undefined;
  }

  /** Commits, closes and flushes the state, and says so in the marker. */
  async close(state: LmdbState): Promise<void> {
    await state.settle();
    await state.close();
    const file = this.#disk.open(join(this.#path, DATA), 'write');
    try {
      await this.#disk.flush(file);
    } finally {
      this.#disk.close(file);
    }
    await this.#mark(true);
  }

  async #attempt(ledgerId: string, readOnly = false): Promise<LmdbState | undefined> {
    try {
      if (!(await this.#isWhole())) return undefined;
      return new LmdbState(this.#path, ledgerId, readOnly);
    } catch {
      return undefined;
    }
  }

  /** Looked at before LMDB does: it would end the process. */
  async #isWhole(): Promise<boolean> {
    const file = this.#disk.open(join(this.#path, DATA), 'read');
    try {
      const start = Buffer.alloc(META_PAGES_BYTES);
      const read = await this.#disk.read(file, start, 0);
      return isWholeLmdbFile(start.subarray(0, read), this.#disk.size(file));
    } finally {
      this.#disk.close(file);
    }
  }

  async #mark(clean: boolean): Promise<void> {
    const marker = { bootId: this.#bootId ?? '', clean, format: FORMAT };
    const text = Buffer.from(`${JSON.stringify(marker)}\n`);
    await this.#disk.replaceFile(join(this.#path, MARKER), text);
  }

  #marker(): Marker | undefined {
    const bytes = this.#disk.readFile(join(this.#path, MARKER));
    if (bytes === undefined) return undefined;
    try {
      const marker: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
      return isMarker(marker) ? marker : undefined;
    } catch {
      return undefined;
    }
  }
}

const isMarker = (marker: unknown): marker is Marker =>
  typeof marker === 'object' &&
  marker !== null &&
  'format' in marker &&
  marker.format === FORMAT &&
  'bootId' in marker &&
  typeof marker.bootId === 'string' &&
  'clean' in marker &&
  typeof marker.clean === 'boolean';
