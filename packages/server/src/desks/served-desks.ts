import { BondledgerError } from '@bondledger/domain';
import type { Desk, Desks } from './desk.js';

/** The desks of a server; more may join while it runs. */
export class ServedDesks implements Desks {
  readonly #desks = new Map<string, Desk>();
  readonly #listeners: ((desk: Desk) => void)[] = [];

  add(desk: Desk): void {
    this.#desks.set(desk.code, desk);
    for (const listener of this.#listeners) listener(desk);
  }

  all(): readonly Desk[] {
    return [...this.#desks.values()];
  }

  of(code: string): Desk {
    const desk = this.#desks.get(code);
    if (desk !== undefined) return desk;
    throw new BondledgerError({ code: 'INSTITUTION_NOT_SERVED', params: { participant: code } });
  }

  onJoin(listener: (desk: Desk) => void): void {
    this.#listeners.push(listener);
  }
}
