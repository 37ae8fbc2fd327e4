import { afterAll, beforeAll, expect, it } from 'vitest';
import { BondledgerError, type ErrorCode } from '@bondledger/domain';
import { Consortium, propSide } from '../../test/support/consortium.js';
import type { Transport } from '../transport/transport.js';
import { Institution } from './institution.js';

let consortium: Consortium;
beforeAll(async () => {
  consortium = await Consortium.open();
});
afterAll(() => consortium.close());

/** A way to the consortium's ledger on which no blocks come while it is away. */
class Way {
  #away = new AbortController();
  readonly #code: ErrorCode;

  constructor(code: ErrorCode) {
    this.#code = code;
  }

  leave(): void {
    this.#away.abort();
  }

  comeBack(): void {
    this.#away = new AbortController();
  }

  get transport(): Transport {
    const { ledger } = consortium;
    return {
      ledgerId: ledger.ledgerId,
      genesis: () => ledger.genesis(),
      send: (submission) => ledger.send(submission),
      read: (keys) => ledger.read(keys),
      range: (query) => ledger.range(query),
      history: (key) => ledger.history(key),
      proof: (position) => ledger.proof(position),
      head: () => ledger.head(),
      blocks: (from, signal) => this.#blocks(from, signal),
    };
  }

  async *#blocks(from: number, signal?: AbortSignal): ReturnType<typeof consortium.ledger.blocks> {
    const away = this.#away.signal;
    const ends = AbortSignal.any(signal === undefined ? [away] : [away, signal]);
    yield* consortium.ledger.blocks(from, ends);
    if (away.aborted) throw new BondledgerError({ code: this.#code });
  }
}

const submit = (): Promise<string> =>
  consortium.take('SELLER', {
    step: 'SUBMIT',
    terms: consortium.terms(),
    own: propSide('SELLER'),
  });

it('an institution goes on reading when a ledger that was away is back', async () => {
  const way = new Way('LEDGER_DOWN');
  const { transport } = way;
  await using buyer = await Institution.open({ transport, signer: consortium.signerOf('BUYER') });
  way.leave();
  const tradeId = await submit();
  await expect(buyer.caughtUp()).rejects.toMatchObject({ code: 'LEDGER_DOWN' });
  expect(buyer.book.trade(tradeId)).toBeUndefined();
  way.comeBack();
  await buyer.caughtUp();
  expect(buyer.book.trade(tradeId)?.core.state).toBe('SUBMITTED');
});

it('an institution reads no further where what came does not hold', async () => {
  const way = new Way('BLOCK_UNTRUSTED');
  const { transport } = way;
  await using buyer = await Institution.open({ transport, signer: consortium.signerOf('BUYER') });
  way.leave();
  await submit();
  await expect(buyer.caughtUp()).rejects.toMatchObject({ code: 'BLOCK_UNTRUSTED' });
  way.comeBack();
  await expect(buyer.caughtUp()).rejects.toMatchObject({ code: 'BLOCK_UNTRUSTED' });
});
