import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Genesis } from '@bondledger/contract';
import { SampleMarket } from '@bondledger/ledger/testkit';
import type { FabricLedger } from '../src/adapter/fabric-ledger.js';
import { openFabricLedger } from '../src/adapter/open-fabric-ledger.js';
import {
  certify,
  createAuthority,
  validFor,
  type KeyPair,
  type Request,
} from '../src/certificates/authority.js';
import { rootsOf } from '../src/certificates/write-certificates.js';
import { layoutOf, type Layout } from '../src/configuration/layout.js';
import type { ClientIdentity, Connection } from '../src/network/connection.js';
import { openPeer } from '../src/network/protocol/peer-client.js';
import { networkStatus } from '../src/network/status.js';
import { readTopology } from '../src/topology/read-topology.js';
import { alone, LIVE_MS, liveNetwork, MARKET, NO_NETWORK, titled } from './support/live-network.js';
import { revocationList } from './support/revocation.js';

const OWNER = 'KSD';
const DAY_MS = 86_400_000;
const LONG_AGO = new Date(Date.now() - 30 * DAY_MS);
const PAST = { notBefore: LONG_AGO, notAfter: new Date(Date.now() - DAY_MS) };
const NOW = validFor(10, new Date());
const TLS_NAMES = { names: ['client.ksd'] };

const authorityIn = (layout: Layout, file: 'ca' | 'tls-ca'): KeyPair => ({
  certificate: readFileSync(join(layout.authorities(OWNER), `${file}.pem`), 'utf8'),
  privateKey: readFileSync(join(layout.authorities(OWNER), `${file}.key`), 'utf8'),
});

const identity = (authority: KeyPair, over: Partial<Request> = {}): Promise<KeyPair> =>
  certify(authority, {
    institution: OWNER,
    commonName: 'client.ksd',
    role: 'client',
    ...NOW,
    ...over,
  });

const tls = (authority: KeyPair, over: Partial<Request> = {}): Promise<KeyPair> =>
  certify(authority, {
    institution: OWNER,
    commonName: 'client.ksd',
    tls: TLS_NAMES,
    ...NOW,
    ...over,
  });

const asIdentity = ({ certificate, privateKey }: KeyPair): Partial<ClientIdentity> => ({
  certificate,
  privateKey,
});
const asTls = ({ certificate, privateKey }: KeyPair): Partial<ClientIdentity> => ({
  tlsCertificate: certificate,
  tlsKey: privateKey,
});

let revoked: KeyPair;

/** KSD's authority has revoked a client before the channel is made. */
async function revokeOne(directory: string): Promise<void> {
  const layout = layoutOf(directory);
  await rootsOf(readTopology(layout.topology), layout, new Date());
  const authority = authorityIn(layout, 'ca');
  revoked = await identity(authority);
  mkdirSync(layout.revocations(OWNER), { recursive: true });
  const list = await revocationList(authority, [revoked.certificate]);
  writeFileSync(join(layout.revocations(OWNER), '2026.pem'), list);
}

describe.skipIf(NO_NETWORK)(titled('a client'), () => {
  const live = liveNetwork(MARKET.slice(0, 2), { prepare: revokeOne });
  const market = new SampleMarket();
  const opening: { genesis: Genesis; nodeKey: SampleMarket['nodeKey'] } = market;
  let connection: Connection;
  let ledger: FabricLedger | undefined;

  beforeAll(async () => {
    connection = await live.connectionFor(market);
    ledger = await openFabricLedger({ connection, ...opening });
    await ledger.submit(alone(await market.issue()));
  }, LIVE_MS);
  afterAll(async () => {
    await ledger?.close();
  });

  const layout = (): Layout => layoutOf(live.directory);
  const connectionAs = (over: Partial<ClientIdentity>): Connection => ({
    ...connection,
    identity: { ...connection.identity, ...over },
  });
  const foreign = (): Promise<KeyPair> => createAuthority(OWNER, 'KSD CA', NOW);
  const own = (file: 'ca' | 'tls-ca'): KeyPair => authorityIn(layout(), file);
  const positions = async (): Promise<unknown> =>
    (await networkStatus(live.directory)).nodes.map(({ name, height, commitHash }) => [
      name,
      height,
      commitHash,
    ]);

  const BAD: readonly [string, string, () => Promise<Partial<ClientIdentity>>][] = [
    [
      'whose identity has expired',
      'CERTIFICATE_EXPIRED',
      async () => asIdentity(await identity(own('ca'), PAST)),
    ],
    [
      'whose TLS certificate has expired',
      'CERTIFICATE_EXPIRED',
      async () => asTls(await tls(own('tls-ca'), PAST)),
    ],
    ['whose identity is revoked', 'NODE_REFUSED', async () => asIdentity(revoked)],
    [
      'whose identity another authority of the same name has certified',
      'NODE_REFUSED',
      async () => asIdentity(await identity(await foreign())),
    ],
    [
      'whose TLS certificate another authority has issued',
      'NODE_SILENT',
      async () => asTls(await tls(await foreign())),
    ],
    [
      'who says that it is of another institution',
      'NODE_REFUSED',
      async () => ({ mspId: 'BOKMSP' }),
    ],
    [
      'who signs with another key than its certificate has',
      'NODE_REFUSED',
      async () => ({ privateKey: (await identity(own('ca'))).privateKey }),
    ],
    [
      'with the certificate of an orderer',
      'NODE_REFUSED',
      async () => asIdentity(await identity(own('ca'), { role: 'orderer' })),
    ],
    [
      'who has no role',
      'NODE_REFUSED',
      async () => {
        const nobody = { institution: OWNER, commonName: 'nobody.ksd', ...NOW };
        return asIdentity(await certify(own('ca'), nobody));
      },
    ],
  ];

  it.each(BAD)(
    '%s is refused with %s, and nothing changes',
    async (_, code, bad) => {
      const before = await positions();
      const refused = openFabricLedger({ connection: connectionAs(await bad()), ...opening });
      await expect(refused).rejects.toMatchObject({ code });
      expect(await positions()).toEqual(before);
    },
    LIVE_MS,
  );

  it.each(['peer', 'admin'] as const)(
    'with the certificate of a node or of its administrator (%s) may read and not propose',
    async (role) => {
      const before = await positions();
      const over = asIdentity(await identity(own('ca'), { role }));
      const other = await openFabricLedger({ connection: connectionAs(over), ...opening });
      try {
        const { submission } = await market.submit(1);
        const refused = other.submit(alone(submission));
        await expect(refused).rejects.toMatchObject({ code: 'ENDORSEMENT_FAILED' });
      } finally {
        await other.close();
      }
      expect(await positions()).toEqual(before);
    },
    LIVE_MS,
  );

  describe('by itself, a peer', () => {
    it.each([
      ['an expired identity', 'NODE_SILENT', 'expired', () => identity(own('ca'), PAST)],
      ['a revoked identity', 'NODE_SILENT', 'access denied', async () => revoked],
    ])('refuses %s', async (_, code, words, bad) => {
      const [endpoint = expect.fail()] = connection.peers;
      const peer = openPeer(endpoint, connectionAs(asIdentity(await bad())).identity);
      const { channel } = connection;
      const question = { channel, chaincode: 'qscc', operation: 'GetChainInfo' };
      try {
        const asked = peer.ask({ ...question, args: [Buffer.from(channel)] });
        await expect(asked).rejects.toMatchObject({
          code,
          params: { detail: expect.stringContaining(words) },
        });
      } finally {
        peer.close();
      }
    });
  });

  it('that is as it should be goes on', async () => {
    const { submission } = await market.submit(2);
    const answer = await ledger?.submit(alone(submission));
    expect(answer?.batches[0]?.outcomes[0]?.status).toBe('ACCEPTED');
  });
});
