import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Submission } from '@bondledger/contract';
import { SampleMarket } from '@bondledger/ledger/testkit';
import type { FabricLedger } from '../src/adapter/fabric-ledger.js';
import { openFabricLedger } from '../src/adapter/open-fabric-ledger.js';
import type { Connection } from '../src/network/connection.js';
import { pauseNode } from '../src/network/down.js';
import { networkStatus } from '../src/network/status.js';
import { until } from '../src/nodes/until.js';
import {
  alone,
  hashInMemory,
  LIVE_MS,
  liveNetwork,
  MARKET,
  NO_NETWORK,
  titled,
} from './support/live-network.js';
import { Wire, type Direction } from './support/wire.js';

const TRADES_EACH = 4;
const WAIT_MS = 30_000;

/** Offsets of a byte: in a record's header, early and late in a request, in a later one. */
const OFFSETS = [0, 7, 900, 5_000, 15_000] as const;
const DIRECTIONS: readonly Direction[] = ['asked', 'answered'];

describe.skipIf(NO_NETWORK)(titled('a wire that changes, loses and cuts'), () => {
  const live = liveNetwork(MARKET);
  const wires: Wire[] = [];
  afterAll(async () => {
    for (const wire of wires) await wire.close();
  });
  const opened = async (...where: Parameters<typeof Wire.open>): Promise<Wire> => {
    const wire = await Wire.open(...where);
    wires.push(wire);
    return wire;
  };

  /** A market whose only way to the network is a wire to KSD's peer. */
  async function overWire(): Promise<{
    readonly wire: Wire;
    readonly market: SampleMarket;
    readonly ledger: FabricLedger;
    readonly connection: Connection;
    readonly sent: Submission[];
  }> {
    const market = new SampleMarket();
    const { genesis, nodeKey } = market;
    const connection = await live.connectionFor(market);
    const peers = connection.peers.filter(({ institution }) => institution === 'KSD');
    const [host = '', port] = peers[0]?.address.split(':') ?? [];
    const wire = await opened({ host, port: Number(port) });
    const address = `127.0.0.1:${wire.port.toString()}`;
    const wired = { ...connection, peers: peers.map((peer) => ({ ...peer, address })) };
    const ledger = await openFabricLedger({ connection: wired, genesis, nodeKey });
    const sent = [await market.issue()];
    await ledger.submit(alone(sent[0] ?? expect.fail()));
    return { wire, market, ledger, connection: wired, sent };
  }

  /** Everything that was sent is there once, and everybody has it. */
  async function expectAll(
    ledger: FabricLedger,
    market: SampleMarket,
    sent: readonly Submission[],
  ): Promise<void> {
    expect((await ledger.head()).height).toBe(sent.length);
    expect(await ledger.stateHash()).toBe(await hashInMemory(market, sent));
    for (const submission of sent) {
      const { position, batches } = await ledger.submit(alone(submission));
      expect(position).toBeUndefined();
      expect(batches[0]?.outcomes[0]?.status).toBe('ACCEPTED');
    }
    await live.atOne();
  }

  const accepted = async (ledger: FabricLedger, submission: Submission): Promise<void> => {
    const { batches } = await ledger.submit(alone(submission));
    expect(batches[0]?.outcomes[0]?.status).toBe('ACCEPTED');
  };

  it.each(DIRECTIONS)(
    'between client and peer: a changed byte of what is %s is noticed and made good',
    async (direction) => {
      const { wire, market, ledger, sent } = await overWire();
      try {
        let number = 0;
        for (const isInHandshake of [false, true]) {
          for (const offset of OFFSETS.filter((at) => !isInHandshake || at < 1_000)) {
            const flipped = wire.flip(direction, offset);
            if (isInHandshake) wire.cut();
            for (let trade = 0; trade < TRADES_EACH; trade += 1, number += 1) {
              const { submission } = await market.submit(number);
              sent.push(submission);
              await accepted(ledger, submission);
            }
            await flipped;
          }
        }
        expect(wire.flips).toBeGreaterThan(OFFSETS.length);
        expect(wire.connections).toBeGreaterThan(wire.flips);
        await expectAll(ledger, market, sent);
      } finally {
        await ledger.close();
      }
    },
    LIVE_MS,
  );

  describe('between client and peer: an answer that is lost', () => {
    it.each([
      ['of the endorsers', 1, false],
      ['of the orderer, when the transaction is on its way', 2, true],
    ])(
      '%s is found out, and nothing is done twice',
      async (_, requests, isTaken) => {
        const { wire, market, ledger, sent } = await overWire();
        const height = async (): Promise<number> => {
          const { nodes } = await networkStatus(live.directory);
          return nodes.find(({ name }) => name === 'peer0.ksd')?.height ?? 0;
        };
        try {
          const before = await height();
          const { submission } = await market.submit(1);
          sent.push(submission);
          const lost = wire.loseAnswers(requests);
          const answer = accepted(ledger, submission);
          await lost;
          if (isTaken) {
            expect(await until(async () => (await height()) > before, WAIT_MS)).toBe(true);
          } else expect(await height()).toBe(before);
          wire.cut();
          await answer;
          await expectAll(ledger, market, sent);
        } finally {
          await ledger.close();
        }
      },
      LIVE_MS,
    );
  });

  it(
    'between client and peer: where no handshake succeeds, opening says so',
    async () => {
      const { wire, market, ledger, connection, sent } = await overWire();
      const { genesis, nodeKey } = market;
      await ledger.close();
      wire.flipAlways(true);
      wire.cut();
      const refused = openFabricLedger({ connection, genesis, nodeKey });
      await expect(refused).rejects.toMatchObject({ code: 'NODE_SILENT' });
      wire.flipAlways(false);
      const again = await openFabricLedger({ connection, genesis, nodeKey });
      try {
        await expectAll(again, market, sent);
      } finally {
        await again.close();
      }
    },
    LIVE_MS,
  );

  it(
    'between all peers and the orderer: changed bytes and cuts are made good',
    async () => {
      const wire = await betweenPeersAndOrderer();
      const market = new SampleMarket();
      const ledger = await live.open(market);
      try {
        const sent = [await market.issue()];
        await accepted(ledger, sent[0] ?? expect.fail());
        let number = 0;
        for (const direction of DIRECTIONS) {
          for (const offset of OFFSETS) {
            const flipped = wire.flip(direction, offset);
            if (offset === 7) wire.cut();
            for (let trade = 0; trade < TRADES_EACH; trade += 1, number += 1) {
              const { submission } = await market.submit(number);
              sent.push(submission);
              await accepted(ledger, submission);
            }
            await flipped;
          }
        }
        expect(wire.flips).toBe(DIRECTIONS.length * OFFSETS.length);
        await expectAll(ledger, market, sent);
      } finally {
        await ledger.close();
      }
    },
    LIVE_MS,
  );

  /** The orderer moves to another address of this machine, and a wire takes its place. */
  async function betweenPeersAndOrderer(): Promise<Wire> {
    const { plan, layout } = live.network;
    const [orderer] = plan.orderers;
    assert.ok(orderer !== undefined);
    const { name, institution, port } = orderer;
    await pauseNode(live.directory, name);
    const path = join(layout.home(institution, name), 'orderer.yaml');
    const configuration = JSON.parse(readFileSync(path, 'utf8')) as {
      readonly General: object;
    };
    const General = { ...configuration.General, ListenAddress: '127.0.0.2' };
    writeFileSync(path, JSON.stringify({ ...configuration, General }));
    const wire = await opened({ host: '127.0.0.2', port }, { host: '127.0.0.1', port });
    await live.resume(name);
    return wire;
  }
});
