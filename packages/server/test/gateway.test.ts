import {
  nodeCrypto,
  readDelivery,
  fromBase64,
  parseGenesis,
  toHex,
  type Page,
} from '@bondledger/contract';
import { KSD } from '@bondledger/domain';
import {
  collectEvidence,
  encodeEvidence,
  Institution,
  openOutbox,
  parseEvidence,
  remoteTransport,
  type RemoteOptions,
  verifyEvidence,
  type Transport,
} from '@bondledger/sdk';
import { PATHS } from '@bondledger/sdk/api';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { GATEWAY_STREAMS } from '../src/limits.js';
import { smallMarket, type SmallMarket } from './support/small-market.js';

let market: SmallMarket;
beforeAll(async () => {
  market = await smallMarket();
});
afterAll(() => market[Symbol.asyncDispose]());

const remote = (code: string): Promise<Transport> =>
  remoteTransport({ url: market.url, credentials: `${code}-token` });

const plain = ({ records, next }: Page) => ({
  records: records.map(({ key, value }) => [key, toHex(value)]),
  next,
});

/** A trade of the day that no fund takes part in, each one once. */
const used = new Set<string>();
function ticketOf(): SmallMarket['day']['tickets'][number] {
  const found = market.day.tickets.find(
    ({ terms, sellerSide, buyerSide }) =>
      sellerSide.fund === undefined &&
      buyerSide.fund === undefined &&
      terms.sellerKeeper === terms.seller &&
      terms.buyerKeeper === terms.buyer &&
      !used.has(terms.reference),
  );
  if (found === undefined) throw new Error('the day has no such trade left');
  used.add(found.terms.reference);
  return found;
}

const ways: readonly (readonly [string, (code: string) => Promise<Transport>])[] = [
  ['in the process', () => Promise.resolve(market.consortium.transport)],
  ['over HTTP', remote],
];

describe.each(ways)('an institution with its own keys, %s', (_, transportOf) => {
  it('submits, is answered, follows, and proves what it did', async () => {
    const ticket = ticketOf();
    const { seller, buyer } = ticket.terms;
    const transport = await transportOf(seller);
    await using selling = await Institution.open({
      transport,
      signer: await market.signer(seller),
    });
    await using buying = await Institution.open({
      transport: await transportOf(buyer),
      signer: await market.signer(buyer),
    });
    const submit = { step: 'SUBMIT', terms: ticket.terms, own: ticket.sellerSide } as const;
    const [submitted] = await selling.take([submit]);
    expect(submitted).toMatchObject({ status: 'ACCEPTED', revision: 1 });
    const tradeId = submitted?.status === 'ACCEPTED' ? (submitted.tradeId ?? '') : '';
    await buying.caughtUp();
    const confirm = {
      step: 'CONFIRM',
      tradeId,
      terms: ticket.terms,
      own: ticket.buyerSide,
    } as const;
    const [confirmed] = await buying.take([confirm]);
    expect(confirmed).toMatchObject({ status: 'ACCEPTED', revision: 2 });
    const [again] = await selling.take([submit]);
    expect(again).toMatchObject({ status: 'REFUSED', code: 'REFERENCE_DUPLICATE' });
    await selling.caughtUp();
    const view = selling.book.trade(tradeId);
    expect(view?.core.state).toBe('READY');
    const versions: number[] = [];
    for await (const { height } of transport.history(`trade/${tradeId}`)) versions.push(height);
    expect(versions).toHaveLength(2);
    const evidence = await collectEvidence({
      transport,
      crypto: nodeCrypto,
      tradeId,
      keys: view?.keys ?? { coreKey: new Uint8Array() },
    });
    const parsed = parseEvidence(encodeEvidence(evidence));
    const genesis = await transport.genesis();
    expect(parsed.ok && verifyEvidence(parsed.value, genesis, nodeCrypto).ok).toBe(true);
  });

  it('reads ranges, heads and proofs as the ledger has them', async () => {
    const transport = await transportOf('HBSEC');
    const { ledger } = market.consortium;
    const query = { from: 'registry/', to: 'registry0', limit: 3 };
    expect(plain(await transport.range(query))).toEqual(plain(await ledger.range(query)));
    expect(await transport.head()).toEqual(await ledger.head());
    const place = { height: 1, transactionIndex: 0 };
    expect(await transport.proof(place)).toEqual(await ledger.proof(place));
    const wrong = transport.proof({ height: 999_999, transactionIndex: 0 });
    await expect(wrong).rejects.toMatchObject({ code: 'BLOCK_UNKNOWN' });
  });
});

describe('the gateway over HTTP', () => {
  it('takes no key that is longer than any', async () => {
    const transport = await remoteTransport({ url: market.url, credentials: 'HBSEC-token' });
    const key = 'k'.repeat(5_000);
    const malformed = { code: 'REQUEST_MALFORMED' };
    await expect(transport.read([key])).rejects.toMatchObject(malformed);
    await expect(transport.range({ from: key, to: 'l', limit: 1 })).rejects.toMatchObject(
      malformed,
    );
  });

  it('gives a signed proof of delivery before it gives the outcome', async () => {
    const { terms, sellerSide } = ticketOf();
    const proofs: Parameters<NonNullable<RemoteOptions['onDelivered']>>[] = [];
    const transport = await remoteTransport({
      url: market.url,
      credentials: `${terms.seller}-token`,
      onDelivered: (...told) => proofs.push(told),
    });
    const signer = await market.signer(terms.seller);
    await using selling = await Institution.open({ transport, signer });
    await selling.take([{ step: 'SUBMIT', terms, own: sellerSide }]);
    const [told] = proofs;
    if (told === undefined) throw new Error('no proof came');
    const [batch, proof, delivery] = told;
    const genesis = parseGenesis(await transport.genesis());
    const nodes = (genesis?.nodes ?? []).map((node) => fromBase64(node) ?? new Uint8Array());
    expect(readDelivery(nodeCrypto, nodes, batch, proof)).toEqual(delivery);
    expect(delivery).toMatchObject({ ledgerId: transport.ledgerId, phase: 'OPEN' });
  });

  it('refuses a batch of another institution than the one whose token came with it', async () => {
    const { terms, sellerSide } = ticketOf();
    const transport = await remote(terms.buyer);
    await using selling = await Institution.open({
      transport,
      signer: await market.signer(terms.seller),
    });
    const sent = selling.take([{ step: 'SUBMIT', terms, own: sellerSide }]);
    await expect(sent).rejects.toMatchObject({ code: 'INSTITUTION_NOT_ALLOWED' });
  });

  it('refuses a wrong token, a wrong genesis, and any clear way off this machine', async () => {
    const stranger = await remoteTransport({ url: market.url, credentials: 'nobody' });
    await expect(stranger.head()).rejects.toMatchObject({ code: 'SIGN_IN_NEEDED' });
    const wrong = remoteTransport({ url: market.url, credentials: 'KSD-token', genesis: '{}' });
    await expect(wrong).rejects.toMatchObject({ code: 'EVIDENCE_WRONG_GENESIS' });
    const clear = remoteTransport({ url: 'http://gateway.example', credentials: 'x' });
    await expect(clear).rejects.toMatchObject({ code: 'ADDRESS_NOT_HTTPS' });
    const nowhere = remoteTransport({ url: 'http://127.0.0.1:1', credentials: 'x' });
    await expect(nowhere).rejects.toMatchObject({ code: 'SERVER_UNREACHABLE' });
    const nothing = remoteTransport({ url: 'nothing', credentials: 'x' });
    await expect(nothing).rejects.toMatchObject({ code: 'SERVER_UNREACHABLE' });
  });

  it('follows on, with nothing missed or twice, over a restart of the server', async () => {
    const transport = await remote(KSD);
    const abort = new AbortController();
    const heights: number[] = [];
    const { height } = await transport.head();
    const blocks = transport.blocks(0, abort.signal)[Symbol.asyncIterator]();
    const heightOf = async (next = blocks.next()): Promise<number> => {
      const { done, value } = await next;
      return done === true ? -1 : value.header.height;
    };
    for (let at = 0; at <= height; at += 1) heights.push(await heightOf());
    const next = blocks.next();
    await market.restart();
    const { terms, sellerSide } = ticketOf();
    await market.consortium
      .institution(terms.seller)
      .take([{ step: 'SUBMIT', terms, own: sellerSide }]);
    heights.push(await heightOf(next));
    abort.abort();
    await blocks.next();
    expect(heights).toEqual(heights.map((_, at) => at));
  });

  it('counts no stream of a client that went away before its stream began', async () => {
    const { ledger } = market.consortium;
    const head = await ledger.head();
    for (let count = 0; count < GATEWAY_STREAMS; count += 1) {
      const abort = new AbortController();
      const closed = new Promise<void>((resolve) => {
        market.app.server.once('request', (_, response) => response.once('close', resolve));
      });
      const asked = vi.spyOn(ledger, 'head').mockImplementationOnce(async () => {
        abort.abort();
        await closed;
        return head;
      });
      const { signal } = abort;
      const headers = { authorization: 'Bearer DHSEC-token' };
      const url = `${market.url}${PATHS.gatewayBlocks}?from=0`;
      await expect(fetch(url, { headers, signal })).rejects.toThrow('aborted');
      await closed;
      asked.mockRestore();
    }
    const end = new AbortController();
    const heights: number[] = [];
    for await (const { header } of (await remote('DHSEC')).blocks(0, end.signal)) {
      heights.push(header.height);
      end.abort();
    }
    // Blocks that had come already when it was aborted may follow.
    expect(heights[0]).toBe(0);
  });

  it('takes the batch of an outbox again after a crash, once', async () => {
    const { terms, sellerSide } = ticketOf();
    const signer = await market.signer(terms.seller);
    const open = () =>
      openOutbox({ directory: `${market.directory}-outbox`, key: new Uint8Array(32).fill(7) });
    const outbox = await open();
    const transport = await remote(terms.seller);
    const crashing: Transport = Object.create(transport, {
      send: {
        value: async (...args: Parameters<Transport['send']>) => {
          await transport.send(...args);
          throw new Error('the machine stops');
        },
      },
      ledgerId: { value: transport.ledgerId },
    }) as Transport;
    const before = await Institution.open({
      transport: bound(transport, crashing),
      signer,
      outbox,
    });
    await expect(before.take([{ step: 'SUBMIT', terms, own: sellerSide }])).rejects.toThrow(
      'the machine stops',
    );
    await before.close();
    await outbox.close();
    const again = await open();
    await using after = await Institution.open({ transport, signer, outbox: again });
    expect(await again.pending()).toEqual([]);
    const mine = [...after.book.trades()].filter(
      ({ core }) => core.terms.reference === terms.reference,
    );
    expect(mine.map(({ core }) => core.revision)).toEqual([1]);
    await again.close();
  });
});

/** The one way with the other's `send`. */
const bound = (way: Transport, { send }: Transport): Transport => ({
  ledgerId: way.ledgerId,
  genesis: () => way.genesis(),
  send,
  read: (keys) => way.read(keys),
  range: (query) => way.range(query),
  blocks: (from, signal) => way.blocks(from, signal),
  history: (key) => way.history(key),
  proof: (position) => way.proof(position),
  head: () => way.head(),
});
