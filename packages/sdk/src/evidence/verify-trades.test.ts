import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeCrypto, tradeKey } from '@bondledger/contract';
import { BOK, BondledgerError, KSD } from '@bondledger/domain';
import { CODES, Consortium } from '../../test/support/consortium.js';
import { runTrades, type Trades } from '../../test/support/trades.js';
import type { KeyVersion, Transport } from '../transport/transport.js';
import { verifyOwnTrades, type OwnTrade } from './verify-trades.js';

let consortium: Consortium;
let trades: Trades;
beforeAll(async () => {
  consortium = await Consortium.open();
  trades = await runTrades(consortium);
});
afterAll(() => consortium.close());

async function ownTrades(code: string): Promise<readonly OwnTrade[]> {
  const institution = consortium.of(code);
  await institution.caughtUp();
  return [...institution.book.trades()];
}

/** The same ledger with another history of one trade. */
function withHistory(
  tradeId: string,
  change: (versions: readonly KeyVersion[]) => readonly KeyVersion[],
): Transport {
  const { ledger } = consortium;
  return new Proxy<Transport>(ledger, {
    get(target, name) {
      if (name !== 'history') {
        const member: unknown = Reflect.get(target, name, target);
        return typeof member === 'function' ? (member.bind(target) as unknown) : member;
      }
      return async function* history(key: string): AsyncGenerator<KeyVersion> {
        const versions: KeyVersion[] = [];
        for await (const version of target.history(key)) versions.push(version);
        yield* key === tradeKey(tradeId) ? change(versions) : versions;
      };
    },
  });
}

const crypto = nodeCrypto;

describe("an institution's own trades", () => {
  it.each([...CODES, KSD, BOK])('verify, every one that %s can open', async (code) => {
    const own = await ownTrades(code);
    expect(own.length).toBeGreaterThan(0);
    const seen: number[] = [];
    const onTrade = (done: number): void => void seen.push(done);
    const options = { transport: consortium.ledger, crypto, trades: own, onTrade };
    const report = await verifyOwnTrades(options);
    expect(report).toMatchObject({ ok: true, trades: own.length, failures: 0 });
    expect(report).not.toHaveProperty('firstFailure');
    expect(report.steps).toBeGreaterThan(own.length);
    if (code === KSD) expect(report.withheld).toBe(0);
    if (code === BOK) expect(report.withheld).toBeGreaterThan(0);
    expect(seen).toEqual(own.map((_, at) => at + 1));
  });

  it('are counted where they fail, and the first of them is named', async () => {
    const own = await ownTrades(KSD);
    const lost = (versions: readonly KeyVersion[]) => versions.toSpliced(1, 1);
    const transport = withHistory(trades.plain, lost);
    const report = await verifyOwnTrades({ transport, crypto, trades: own });
    expect(report).toMatchObject({
      ok: false,
      trades: own.length,
      failures: 1,
      firstFailure: { tradeId: trades.plain, rejection: { code: 'EVIDENCE_STEPS_WRONG' } },
    });
  });

  it('fail where the newest version is kept back', async () => {
    const own = (await ownTrades('SELLER')).filter(({ tradeId }) => tradeId === trades.plain);
    const transport = withHistory(trades.plain, (versions) => versions.slice(0, 1));
    expect(await verifyOwnTrades({ transport, crypto, trades: own })).toMatchObject({
      ok: false,
      firstFailure: { rejection: { code: 'STATE_DIFFERS' } },
    });
    const none = withHistory(trades.plain, () => []);
    expect(await verifyOwnTrades({ transport: none, crypto, trades: own })).toMatchObject({
      ok: false,
      firstFailure: { rejection: { code: 'TRADE_UNKNOWN' } },
    });
  });

  it('fail where a version is another than the ledger wrote', async () => {
    const own = (await ownTrades('SELLER')).filter(({ tradeId }) => tradeId === trades.plain);
    const altered = withHistory(trades.plain, (versions) =>
      versions.map((version) => {
        const value = Uint8Array.from(version.value);
        value[100] = (value[100] ?? 0) ^ 1;
        return { ...version, value };
      }),
    );
    expect(await verifyOwnTrades({ transport: altered, crypto, trades: own })).toMatchObject({
      failures: 1,
      firstFailure: { rejection: { code: 'TRADE_NOT_VISIBLE' } },
    });
    const moved = withHistory(trades.plain, (versions) =>
      versions.map((version) => ({ ...version, height: version.height - 1 })),
    );
    expect(await verifyOwnTrades({ transport: moved, crypto, trades: own })).toMatchObject({
      failures: 1,
    });
  });

  it('stop when they are told to, and pass on what the transport says', async () => {
    const own = await ownTrades(KSD);
    const { ledger: transport } = consortium;
    const signal = AbortSignal.abort();
    const stopped = verifyOwnTrades({ transport, crypto, trades: own, signal });
    await expect(stopped).rejects.toMatchObject({ code: 'REQUEST_ABORTED' });
    const closed = withHistory(trades.plain, () => {
      throw new BondledgerError({ code: 'LEDGER_CLOSED' });
    });
    const failing = verifyOwnTrades({ transport: closed, crypto, trades: own });
    await expect(failing).rejects.toMatchObject({ code: 'LEDGER_CLOSED' });
  });
});
