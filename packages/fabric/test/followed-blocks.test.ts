import { beforeAll, describe, expect, it } from 'vitest';
import { common } from '@hyperledger/fabric-protos';
import { nodeCrypto, utf8, type FabricGenesis } from '@bondledger/contract';
import { memoryStore } from '../src/adapter/chain-store.js';
import { channelChecks } from '../src/adapter/channel-checks.js';
import { DerivedChain, type DerivedChainOptions } from '../src/adapter/derived-chain.js';
import { Follower, type BlockStream, type FollowedPeer } from '../src/adapter/follower.js';
import { encodeAnswer } from '../src/wire/answer.js';
import {
  CHAINCODE,
  CHANNEL,
  endorsedEnvelope,
  genesisOf,
  headerHash,
  institutionOf,
  signedBlock,
  type Institution,
  type MadeBlock,
  type MadeCall,
  type Node,
} from './support/signed-channel.js';

const ANSWER = encodeAnswer(
  nodeCrypto,
  { submissions: [], skip: [] },
  { batches: [], logged: undefined },
);
const MVCC_READ_CONFLICT = 11;
const NOTHING = new Uint8Array(0);

let ksd: Institution;
let bok: Institution;
let seller: Institution;
let fabric: FabricGenesis;
/** A channel as honest peers give it: the first block, then one of the ledger after the other. */
let honest: readonly common.Block[];

beforeAll(async () => {
  const [first, second, third] = await Promise.all(['KSD', 'BOK', 'SELLER'].map(institutionOf));
  [ksd, bok, seller] = [first ?? expect.fail(), second ?? expect.fail(), third ?? expect.fail()];
  fabric = genesisOf([ksd, bok, seller]);
  const blocks = [unsigned(signedBlock(0, [call({ chaincode: 'configuration' })], []))];
  for (let number = 1; number < 6; number += 1) {
    const newest = blocks.at(-1) ?? expect.fail();
    blocks.push(following(newest, [call({ writes: [sealed(`trade/${number.toString()}`)] })]));
  }
  honest = blocks;
});

const sealed = (key: string) => ({ key, value: utf8(`sealed ${key}`) });

const call = (changes: Partial<MadeCall> = {}): Uint8Array =>
  endorsedEnvelope({
    answer: ANSWER,
    writes: [sealed('trade/1')],
    endorsers: [ksd.peer, seller.peer],
    client: ksd.admin,
    ...changes,
  });

/** The block that comes after another, signed by an orderer of KSD unless others are named. */
const following = (
  before: common.Block,
  envelopes: readonly Uint8Array[],
  made: MadeBlock & { readonly orderers?: readonly Node[] } = {},
): common.Block =>
  signedBlock(numberOf(before) + 1, envelopes, made.orderers ?? [ksd.orderer], {
    previous: headerHash(before),
    ...made,
  });

const numberOf = (block: common.Block): number => block.getHeader()?.getNumber() ?? expect.fail();

/** The first block names none before it. */
function unsigned(block: common.Block): common.Block {
  block.getHeader()?.setPreviousHash(NOTHING);
  return block;
}

const copyOf = (block: common.Block): common.Block =>
  common.Block.deserializeBinary(block.serializeBinary());

function changed(block: common.Block, change: (copy: common.Block) => void): common.Block {
  const copy = copyOf(block);
  change(copy);
  return common.Block.deserializeBinary(copy.serializeBinary());
}

/** A chain that takes in blocks, and fetches these. */
const chainOf = (
  given: readonly common.Block[],
  more: Partial<Pick<DerivedChainOptions, 'checks' | 'store'>> = {},
) =>
  new DerivedChain({
    crypto: nodeCrypto,
    ledgerId: 'a'.repeat(64),
    channel: CHANNEL,
    chaincode: CHAINCODE,
    store: memoryStore(),
    checks: channelChecks(nodeCrypto, fabric),
    onFailure: (error) => expect.fail(String(error)),
    fetch: async (number, use) => Promise.resolve(use(given[Number(number)] ?? expect.fail())),
    ...more,
  });

const NUMBER = 3;
const blockAt = (number: number): common.Block => honest[number] ?? expect.fail();

/** Blocks that a peer gives in place of the honest one of this number. */
const ALTERED: readonly [string, string, () => common.Block][] = [
  [
    'a bit of a transaction turned',
    'data',
    () =>
      changed(blockAt(NUMBER), (copy) => {
        const [first = NOTHING] = copy.getData()?.getDataList_asU8() ?? [];
        copy.getData()?.setDataList([first.with(-1, (first.at(-1) ?? 0) ^ 1)]);
      }),
  ],
  [
    'other transactions under a header of their own',
    'orderer',
    () =>
      changed(blockAt(NUMBER), (copy) => {
        const other = following(blockAt(NUMBER - 1), [call()]);
        copy.setData(other.getData());
        copy.getHeader()?.setDataHash(other.getHeader()?.getDataHash_asU8() ?? '');
      }),
  ],
  [
    'a block that follows another one',
    'previous',
    () => following(blockAt(NUMBER - 1), [call()], { previous: headerHash(blockAt(1)) }),
  ],
  [
    'a block that nobody signed',
    'orderer',
    () => following(blockAt(NUMBER - 1), [call()], { orderers: [] }),
  ],
  [
    'a block that a peer signed',
    'orderer',
    () => following(blockAt(NUMBER - 1), [call()], { orderers: [ksd.peer] }),
  ],
  [
    'a block of an orderer whose institution runs none',
    'orderer',
    () => following(blockAt(NUMBER - 1), [call()], { orderers: [bok.orderer] }),
  ],
  ['a later block', 'number', () => blockAt(NUMBER + 1)],
  ['no header', 'number', () => changed(blockAt(NUMBER), (copy) => copy.clearHeader())],
  [
    'transactions that are none',
    'bytes',
    () => following(blockAt(NUMBER - 1), [utf8('no envelope')]),
  ],
  [
    'a transaction that KSD alone endorsed',
    'endorsement',
    () => following(blockAt(NUMBER - 1), [call({ endorsers: [ksd.peer] })]),
  ],
  [
    'a transaction that KSD did not endorse',
    'endorsement',
    () => following(blockAt(NUMBER - 1), [call({ endorsers: [bok.peer, seller.peer] })]),
  ],
  [
    'an answer to another proposal',
    'endorsement',
    () => following(blockAt(NUMBER - 1), [call({ isMisplaced: true })]),
  ],
  [
    'a first holding that BOK did not endorse',
    'endorsement',
    () => following(blockAt(NUMBER - 1), [call({ writes: [sealed(`holding/${'a'.repeat(64)}`)] })]),
  ],
  [
    'a holding outside the chaincode of settlement',
    'endorsement',
    () => {
      const writes = [sealed(`holding/${'a'.repeat(64)}`)];
      const endorsers = [ksd.peer, bok.peer];
      return following(blockAt(NUMBER - 1), [call({ writes, endorsers, isCrossed: true })]);
    },
  ],
];

describe('blocks that a peer gives', () => {
  it('are taken in where they hold', async () => {
    const chain = chainOf(honest);
    for (const block of honest) chain.take(copyOf(block));
    expect([chain.height, chain.next]).toEqual([4, 6n]);
    for (let height = 0; height <= 4; height += 1) {
      const [first] = (await chain.block(height)).transactions;
      expect(first?.writes.map(({ key }) => key)).toEqual([`trade/${(height + 1).toString()}`]);
    }
  });

  it.each(ALTERED)('are refused where one is %s: %s', (_, detail, altered) => {
    const [chain, undisturbed] = [chainOf(honest), chainOf(honest)];
    for (const block of honest.slice(0, NUMBER)) chain.take(block);
    const before = chain.head;
    let refused: unknown;
    try {
      chain.take(altered());
    } catch (error) {
      refused = error;
    }
    expect(refused).toMatchObject({ code: 'BLOCK_UNTRUSTED', params: { detail } });
    expect([chain.head, chain.next]).toEqual([before, BigInt(NUMBER)]);
    for (const block of honest.slice(NUMBER)) chain.take(block);
    for (const block of honest) undisturbed.take(block);
    expect(chain.head).toEqual(undisturbed.head);
  });

  it('may hold what others sent and peers found invalid, whatever it is', () => {
    const chain = chainOf(honest);
    for (const block of honest.slice(0, NUMBER)) chain.take(block);
    const envelope = common.Envelope.deserializeBinary(call({ endorsers: [] }));
    const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
    payload.setData(utf8('\u00ff no transaction'));
    envelope.setPayload(payload.serializeBinary());
    const garbage = envelope.serializeBinary();
    const codes = [MVCC_READ_CONFLICT, MVCC_READ_CONFLICT, 0];
    const envelopes = [garbage, call({ endorsers: [] }), call()];
    chain.take(following(blockAt(NUMBER - 1), envelopes, { codes }));
    expect([chain.height, chain.next]).toEqual([2, BigInt(NUMBER + 1)]);
  });

  it('take no harm from an endorsement too many that does not hold', () => {
    const posing = { ...bok.peer, institution: 'SELLER' };
    const endorsers = [ksd.peer, seller.peer, posing];
    const chain = chainOf(honest);
    for (const block of honest.slice(0, NUMBER)) chain.take(block);
    chain.take(following(blockAt(NUMBER - 1), [call({ endorsers })]));
    expect(chain.height).toBe(2);
  });

  it('are checked by their hashes alone where the genesis names no certificates', () => {
    const unchecked = chainOf(honest, { checks: channelChecks(nodeCrypto, undefined) });
    for (const block of honest.slice(0, NUMBER)) unchecked.take(block);
    const other = following(blockAt(NUMBER - 1), [call()], { previous: headerHash(blockAt(0)) });
    expect(() => unchecked.take(other)).toThrow(/BLOCK_UNTRUSTED/);
    unchecked.take(following(blockAt(NUMBER - 1), [call()], { orderers: [] }));
    expect(unchecked.next).toBe(BigInt(NUMBER + 1));
  });
});

describe('blocks that are fetched again', () => {
  it('are refused where the peer calls other transactions valid than before', async () => {
    const given = [...honest];
    given[2] = changed(blockAt(2), (copy) => {
      const list = copy.getMetadata()?.getMetadataList_asU8() ?? [];
      copy
        .getMetadata()
        ?.setMetadataList([list[0] ?? NOTHING, NOTHING, Uint8Array.of(MVCC_READ_CONFLICT)]);
    });
    const old = await oldBlocksOf(given);
    await expect(old.block(1)).rejects.toMatchObject({
      code: 'BLOCK_UNTRUSTED',
      params: { detail: 'validity' },
    });
    await expect(old.block(0)).resolves.toBeDefined();
  });

  /** A chain that took in the honest blocks before, and keeps none of them. */
  const oldBlocksOf = async (given: readonly common.Block[]): Promise<DerivedChain> => {
    const store = memoryStore();
    const before = chainOf(honest, { store });
    for (const block of honest) before.take(block);
    const chain = chainOf(given, { store: { ...store, head: before.head } });
    await chain.resume();
    return chain;
  };

  it('say which block the next one has to follow', async () => {
    const chain = await oldBlocksOf(honest);
    const other = following(blockAt(5), [call()], { previous: headerHash(blockAt(4)) });
    expect(() => chain.take(other)).toThrow(/BLOCK_UNTRUSTED/);
    chain.take(following(blockAt(5), [call()]));
    expect(chain.next).toBe(7n);
  });
});

describe('the follower', () => {
  /** A peer that gives these blocks, and then waits. */
  const peerOf = (name: string, blocks: readonly common.Block[]): FollowedPeer => ({
    endpoint: { name },
    network: {
      getBlockEvents: async ({ startBlock }) =>
        Promise.resolve(streamOf(blocks.slice(Number(startBlock)))),
    },
  });

  function streamOf(blocks: readonly common.Block[]): BlockStream {
    let close: () => void = () => undefined;
    const closed = new Promise<void>((resolve) => {
      close = resolve;
    });
    return {
      close,
      async *[Symbol.asyncIterator]() {
        for (const block of blocks) yield copyOf(block);
        await closed;
      },
    };
  }

  it.each(ALTERED)('leaves a peer that gives %s (%s)', async (_, detail, altered) => {
    const lying = honest.map((block, number) => (number === NUMBER ? altered() : block));
    const peers = [peerOf('peer0.ksd', lying), peerOf('peer1.ksd', honest)];
    let at = 0;
    const pool = {
      onLeave: () => undefined,
      current: () => peers[at] ?? expect.fail(),
      leave: (peer: FollowedPeer) => {
        if (peers[at] === peer) at = (at + 1) % peers.length;
      },
    };
    const failures: unknown[] = [];
    const chain = chainOf(honest);
    const follower = new Follower(pool, chain, (error) => failures.push(error));
    follower.start();
    while (chain.next < 6n) await chain.changed.next();
    await follower.stop();
    expect(chain.height).toBe(4);
    expect(follower.peer?.endpoint.name).toBe('peer1.ksd');
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatchObject({
      code: 'BLOCK_UNTRUSTED',
      params: { node: 'peer0.ksd', detail },
    });
  });
});
