import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { choosePorts, isFree } from './choose-ports.js';
import { defaultTopologyText } from './default-topology.js';
import { addressOf, bindOf, givenPortsOf, openPortsOf, planOf } from './plan.js';
import { parseTopology } from './read-topology.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const listen = async (): Promise<number> => {
  const server = createServer();
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
};

const open = (...keys: readonly string[]) => keys.map((key) => ({ key, bind: '127.0.0.1' }));

describe('choosing ports', () => {
  it('gives each its own free port below those of outgoing connections', async () => {
    const ports = await choosePorts(open('a', 'b', 'c'), {}, []);
    expect(Object.keys(ports)).toEqual(['a', 'b', 'c']);
    expect(new Set(Object.values(ports)).size).toBe(3);
    for (const port of Object.values(ports)) {
      expect(port).toBeGreaterThanOrEqual(18_000);
      expect(port).toBeLessThan(32_000);
      expect(await isFree('127.0.0.1', port)).toBe(true);
    }
  });

  it('keeps what was chosen before, also while in use, and forgets what is gone', async () => {
    const used = await listen();
    const ports = await choosePorts(open('a', 'b'), { a: used, gone: 20_000 }, []);
    expect(ports['a']).toBe(used);
    expect(Object.keys(ports)).toEqual(['a', 'b']);
  });

  it('never takes a port that the file gives to another', async () => {
    const all = Array.from({ length: 13_990 }, (_, n) => 18_000 + n);
    const ports = await choosePorts(open('a'), {}, all);
    expect(ports['a']).toBeGreaterThanOrEqual(31_990);
  });

  it('sees that a port is taken', async () => {
    const port = await listen();
    expect(await isFree('127.0.0.1', port)).toBe(false);
  });
});

describe('the plan', () => {
  const text = defaultTopologyText([
    { code: 'KSD', peers: 1, orderers: 1 },
    { code: 'BOK', peers: 1 },
  ])
    .replace('local: 127.0.0.1', 'local: 127.0.0.1\n  seoul: 10.1.2.3\n  busan: 2001:db8::7')
    .replace('peer0.bok, host: local', 'peer0.bok, host: seoul, port: 7051')
    .replace('orderer0.ksd, host: local }', 'orderer0.ksd, host: busan, port: 7050 }');
  const topology = parseTopology(text, 'x');

  it('asks for the ports that the file leaves open, and for no others', () => {
    expect(openPortsOf(topology).map(({ key }) => key)).toEqual([
      'chaincode.ksd/port',
      'chaincode.ksd/settlement',
      'peer0.ksd/port',
      'peer0.ksd/operations',
      'orderer0.ksd/admin',
      'orderer0.ksd/operations',
      'chaincode.bok/port',
      'chaincode.bok/settlement',
      'peer0.bok/operations',
    ]);
    expect(givenPortsOf(topology)).toEqual([7050, 7051]);
  });

  it('knows where each node listens and how others reach it', () => {
    const ports = Object.fromEntries(openPortsOf(topology).map(({ key }, n) => [key, 20_000 + n]));
    const plan = planOf(topology, ports);
    const bok = plan.peers.find(({ institution }) => institution === 'BOK');
    expect(bok).toMatchObject({ bind: '0.0.0.0', port: 7051, mspId: 'BOKMSP', host: 'seoul' });
    expect(bok && addressOf(bok)).toBe('10.1.2.3:7051');
    expect(plan.orderers.map(addressOf)).toEqual(['[2001:db8::7]:7050']);
    expect(plan.chaincodes.map(addressOf)).toEqual(['127.0.0.1:20000', '127.0.0.1:20006']);
    expect(() => planOf(topology, {})).toThrow(RangeError);
  });

  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['localhost', 'localhost'],
    ['::1', '::1'],
    ['10.1.2.3', '0.0.0.0'],
    ['peer.example', '0.0.0.0'],
  ])('of an address %s binds %s', (address, bind) => {
    expect(bindOf(address)).toBe(bind);
  });
});
