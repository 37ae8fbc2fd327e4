import assert from 'node:assert/strict';
import type { CashLeg, InstitutionCode, PaymentNo } from '@bondledger/domain';
import type { PaymentGroup, WireResult, WireStatus } from './payment.js';

interface Entry {
  readonly legs: readonly CashLeg[];
  readonly status: Exclude<WireStatus, 'UNKNOWN'>;
}

/**
 * The central bank's book: accounts, payments and the queue, in memory. It decides; the journal
 * makes what it decided durable, and after a restart the same decisions are put in again.
 */
export class Book {
  readonly #balances: Map<InstitutionCode, bigint>;
  readonly #entries = new Map<PaymentNo, Entry>();
  /** In the order of arrival, which a Map keeps. */
  readonly #queue = new Map<PaymentNo, readonly CashLeg[]>();
  /** All the money there is: what was opened with and what was put in since. */
  #issued = 0n;

  constructor(accounts: ReadonlyMap<InstitutionCode, bigint>) {
    this.#balances = new Map(accounts);
    for (const [institution, balance] of accounts) {
      if (balance < 0n) throw new RangeError(`the account of ${institution} opens below zero`);
      this.#issued += balance;
    }
  }

  hasAccount(institution: InstitutionCode): boolean {
    return this.#balances.has(institution);
  }

  balances(): ReadonlyMap<InstitutionCode, bigint> {
    return new Map(this.#balances);
  }

  get queued(): number {
    return this.#queue.size;
  }

  statusOf(paymentNo: PaymentNo): WireStatus {
    return this.#entries.get(paymentNo)?.status ?? 'UNKNOWN';
  }

  legsOf(paymentNo: PaymentNo): readonly CashLeg[] {
    return this.#entries.get(paymentNo)?.legs ?? [];
  }

  /** Takes a payment that is not known yet into the queue. */
  enqueue(group: PaymentGroup): void {
    assert.equal(this.statusOf(group.paymentNo), 'UNKNOWN');
    this.#entries.set(group.paymentNo, { legs: group.legs, status: 'QUEUED' });
    this.#queue.set(group.paymentNo, group.legs);
  }

  /**
   * Pays what can be paid, the oldest first, and begins again as long as the money that moved makes
   * more possible. A payment that waits does not hold up the ones behind it.
   */
  payQueue(): readonly PaymentNo[] {
    const paid: PaymentNo[] = [];
    let before = -1;
    while (paid.length > before && this.#queue.size > 0) {
      before = paid.length;
      for (const [paymentNo, legs] of this.#queue) {
        if (!this.#isCovered(legs)) continue;
        this.pay(paymentNo);
        paid.push(paymentNo);
      }
    }
    return paid;
  }

  /** Moves one queued payment as a whole. */
  pay(paymentNo: PaymentNo): void {
    const legs = this.#queue.get(paymentNo);
    assert.ok(legs !== undefined, `payment ${paymentNo} is not in the queue`);
    for (const { institution, amount } of legs) {
      const balance = (this.#balances.get(institution) ?? 0n) + amount;
      assert.ok(balance >= 0n, `payment ${paymentNo} overdraws ${institution}`);
      this.#balances.set(institution, balance);
    }
    this.#queue.delete(paymentNo);
    this.#entries.set(paymentNo, { legs, status: 'PAID' });
  }

  /**
   * Answers a payment that is asked back. A number never heard of is revoked too, so that a request
   * that arrives after it is not paid.
   */
  recall(paymentNo: PaymentNo): WireResult {
    if (this.statusOf(paymentNo) === 'PAID') return 'PAID';
    const legs = this.legsOf(paymentNo);
    this.#queue.delete(paymentNo);
    this.#entries.set(paymentNo, { legs, status: 'REVOKED' });
    return 'REVOKED';
  }

  /** Puts new money on an account. */
  inject(institution: InstitutionCode, amount: bigint): void {
    const balance = this.#balances.get(institution);
    assert.ok(balance !== undefined && amount > 0n);
    this.#balances.set(institution, balance + amount);
    this.#issued += amount;
  }

  /** Money is neither made nor lost by paying; asserted after every change. */
  assertConserved(): void {
    let sum = 0n;
    for (const balance of this.#balances.values()) sum += balance;
    assert.equal(sum, this.#issued, 'money was made or lost');
  }

  #isCovered(legs: readonly CashLeg[]): boolean {
    return legs.every(
      ({ institution, amount }) => (this.#balances.get(institution) ?? 0n) + amount >= 0n,
    );
  }
}
