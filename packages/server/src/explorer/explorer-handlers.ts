import { nodeCrypto, toHex, tradeKey } from '@bondledger/contract';
import { BondledgerError, isTradeId } from '@bondledger/domain';
import type { BlockRow, Found } from '@bondledger/sdk/api';
import type { Call, Handlers } from '../http/handler.js';
import { KEY_VERSIONS } from '../limits.js';
import type { Services } from '../start/services.js';
import { blockReader } from './block-reader.js';
import { detailOf, rowOf } from './block-rows.js';
import { HashFinder } from './find-hash.js';

type Explorer = Pick<Handlers, 'blocks' | 'block' | 'search' | 'keyHistory'>;

const HASH = /^[0-9a-f]{64}$/;
const HEIGHT = /^\d{1,15}$/;

/** The ledger as everybody with a copy of it sees it: what is sealed stays so. */
export function explorerHandlers(
  services: Pick<Services, 'ledger' | 'transport' | 'desks'>,
): Explorer {
  const { transport } = services;
  const read = blockReader(services);
  const hashes = new HashFinder(transport, read);
  return {
    blocks: async ({ query: { cursor, limit } }) => {
      const { height: newest } = await transport.head();
      const from = cursor === undefined ? newest : heightOf(cursor, newest);
      const items: BlockRow[] = [];
      for (let height = from; height >= 0 && items.length < limit; height -= 1) {
        items.push(rowOf(await read(height)));
      }
      const next = from - items.length;
      return next < 0 ? { items } : { items, next: next.toString() };
    },
    block: async ({ params: { height } }) => detailOf(await read(height)),
    search: async (call) => ({ found: [...(await search(services, hashes, call))] }),
    keyHistory: async ({ query: { key } }) => {
      const versions: Awaited<ReturnType<Explorer['keyHistory']>>['versions'] = [];
      for await (const { height, transactionIndex, value } of transport.history(key)) {
        const { time } = (await read(height)).header;
        const hash = toHex(nodeCrypto.sha256(value));
        versions.push({ height, index: transactionIndex, time, bytes: value.length, hash });
        if (versions.length >= KEY_VERSIONS) break;
      }
      return { key, versions };
    },
  };
}

/** Where a page begins. */
function heightOf(cursor: string, newest: number): number {
  const height = HEIGHT.test(cursor) ? Number(cursor) : newest + 1;
  if (height <= newest) return height;
  throw new BondledgerError({ code: 'REQUEST_MALFORMED', params: { field: 'cursor' } });
}

async function search(
  { transport, desks }: Pick<Services, 'transport' | 'desks'>,
  hashes: HashFinder,
  { query, principal, gone }: Call<'search'>,
): Promise<readonly Found[]> {
  const text = query.text.trim();
  if (HASH.test(text.toLowerCase())) return hashes.find(text.toLowerCase(), gone());
  if (HEIGHT.test(text)) {
    const height = Number(text);
    const { height: newest } = await transport.head();
    return height <= newest ? [{ kind: 'BLOCK', height, id: text }] : [];
  }
  const tradeId = text.toUpperCase();
  if (isTradeId(tradeId)) {
    // Another institution's trade is answered like one that does not exist.
    const { institution } = desks.of(principal.institution);
    if (institution.book.trade(tradeId) === undefined) return [];
    return [
      { kind: 'TRADE', id: tradeId },
      { kind: 'KEY', id: tradeKey(tradeId) },
    ];
  }
  const values = await transport.read([text]);
  return values.has(text) ? [{ kind: 'KEY', id: text }] : [];
}
