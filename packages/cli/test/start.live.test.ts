import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { networkStatus, pauseNode, resumeNode } from '@bondledger/fabric';
import type { ApiClient, Component } from '@bondledger/sdk/api';
import { afterAll, describe, expect, it } from 'vitest';
import { scratch } from './support/scratch.js';
import { ServedDemo, type Serving } from './support/served-demo.js';
import { signedIn } from './support/signed-in.js';
import { answerOf, command } from './support/terminal.js';
import { whyNoNetwork } from './support/when-installed.js';

const why = whyNoNetwork();
const TEST_MS = 240_000;
const TRADES = 60;
const PEERS = 9;
const LOOK_MS = 250;
const TITLE = `a demo on Fabric${why === undefined ? '' : ` (${why})`}`;

describe.skipIf(why !== undefined)(TITLE, () => {
  const cwd = scratch();
  const network = join(cwd, 'demo', 'fabric');
  let served: ServedDemo | undefined;
  let accounts: Serving['accounts'] = [];

  const ofDemo = async (...line: string[]): Promise<Record<string, unknown>> => {
    const ran = await command([...line, '--data', 'demo', '--json'], { cwd });
    expect(ran, ran.stderr).toMatchObject({ code: 0 });
    return answerOf(ran);
  };
  const serving = (): Serving => served?.serving ?? expect.fail('nothing is served');
  const as = (user: string): Promise<ApiClient> =>
    signedIn(
      serving().url,
      user,
      accounts.find((each) => each.user === user)?.password ?? expect.fail(`no account ${user}`),
    );
  const nodesNow = async (client: ApiClient): Promise<readonly Component[]> => {
    const { components } = await client.call('monitoring', {});
    return components.filter(({ component }) => component.startsWith('fabric.'));
  };
  /** Looks at a node's health until it is as expected, at most as long as the test may take. */
  async function nodeBecomes(name: string, expected: Partial<Component>): Promise<void> {
    const client = await as('ksd-admin');
    for (;;) {
      const node = (await nodesNow(client)).find(({ component }) => component === `fabric.${name}`);
      if (Object.entries(expected).every(([key, value]) => at(node, key) === value)) return;
      await pause(LOOK_MS);
    }
  }

  afterAll(async () => {
    await served?.end('SIGTERM');
    if (why === undefined) await command(['fabric', 'down', '--data', 'demo'], { cwd });
  }, TEST_MS);

  it(
    'comes up from nothing, and settles a day over HTTP, after which nine peers are at one',
    async () => {
      const line = ['--engine', 'fabric', '--trades', TRADES.toString(), '--data', 'demo'];
      served = await ServedDemo.start(cwd, line);
      ({ accounts } = served.serving);
      const ksd = await as('ksd-maker');
      await ksd.call('setDrive', { body: { action: 'START', speed: 0 } });
      while ((await ksd.call('drive', {})).state !== 'DONE') await pause(LOOK_MS);
      expect(await ksd.call('drive', {})).toMatchObject({ trades: TRADES, ended: TRADES });
      const { nodes, isAtOne } = await ofDemo('fabric', 'status');
      expect(isAtOne).toBe(true);
      const peers = (nodes as { readonly kind: string }[]).filter(({ kind }) => kind === 'peer');
      expect(peers).toHaveLength(PEERS);
    },
    TEST_MS,
  );

  it(
    'names each node that runs, and how long endorsing, ordering and committing take',
    async () => {
      const client = await as('ksd-admin');
      const nodes = await nodesNow(client);
      const { nodes: all } = await networkStatus(network);
      expect(nodes.map(({ component }) => component)).toEqual(
        all.map(({ name }) => `fabric.${name}`),
      );
      expect(nodes.filter(({ status }) => status !== 'OK')).toEqual([]);
      const { stages, engine } = await client.call('monitoring', {});
      expect(engine).toBe('fabric');
      for (const stage of ['queue', 'sign', 'endorse', 'order', 'commit', 'project']) {
        expect(stages.find((each) => each.stage === stage)?.count, stage).toBeGreaterThan(0);
      }
      const metrics = await (await fetch(`${serving().url}/metrics`)).text();
      expect(metrics).toContain('bondledger_component_up{component="fabric.peer0.hbsec"} 1');
    },
    TEST_MS,
  );

  it(
    'says that a peer is down which was killed, and that it is well once it is back',
    async () => {
      const peer = 'peer0.hbsec';
      const { nodes } = await networkStatus(network);
      const { pid } = nodes.find(({ name }) => name === peer) ?? expect.fail('no such peer');
      process.kill(pid ?? expect.fail('it does not run'), 'SIGKILL');
      // Its supervisor would have it back before anybody looks.
      await pauseNode(network, peer);
      await nodeBecomes(peer, { status: 'DOWN', code: 'NODE_STOPPED' });
      const { alarms } = await (await as('ksd-admin')).call('monitoring', {});
      expect(alarms.map(({ alarm }) => alarm)).toContain(`COMPONENT_DOWN fabric.${peer}`);
      resumeNode(network, peer);
      await nodeBecomes(peer, { status: 'OK', behind: 0 });
    },
    TEST_MS,
  );

  it(
    'gives evidence of a trade, in its directory and over HTTP, that holds offline',
    async () => {
      const { trades } = await ofDemo('trade', 'list', '--as', 'HBSEC', '--state', 'SETTLED');
      const [{ tradeId }] = trades as [{ readonly tradeId: string }];
      await ofDemo('evidence', 'export', tradeId, '--as', 'HBSEC', '-o', 'own.json');
      const body = { name: 'evidence', rights: ['READ' as const], days: 1 };
      const { secret } = await (await as('hbsec-admin')).call('addToken', { body });
      const keys = join(cwd, 'demo', 'keys');
      const passphrase = (await readFile(join(keys, 'passphrase'), 'utf8')).trim();
      const remote = ['--url', serving().url, '--token', secret];
      const keystore = ['--keystore', join(keys, 'HBSEC.json')];
      const line = ['evidence', 'export', tradeId, ...remote, ...keystore, '-o', 'remote.json'];
      const ran = await command(line, { cwd, env: { BONDLEDGER_PASSPHRASE: passphrase } });
      expect(ran, ran.stderr).toMatchObject({ code: 0 });
      const genesis = ['--genesis', join('demo', 'genesis.json'), '--json'];
      for (const file of ['own.json', 'remote.json']) {
        const report = answerOf(await command(['evidence', 'verify', file, ...genesis], { cwd }));
        expect(report).toMatchObject({ ok: true, tradeId, finalState: 'SETTLED' });
        expect(report['proved']).toEqual(expect.arrayContaining(['ENDORSED', 'ORDERED']));
      }
    },
    TEST_MS,
  );

  /** Ends the server, after which nothing of its network is left. */
  async function expectEnds(signal: 'SIGINT' | 'SIGTERM'): Promise<void> {
    const ended = await served?.end(signal);
    served = undefined;
    expect(ended?.code, ended?.notes).toBe(0);
    const { nodes } = await networkStatus(network);
    expect(nodes.filter(({ pid }) => pid !== undefined)).toEqual([]);
  }

  it(
    'ends with its network when it is told to, and goes on where it was',
    async () => {
      await expectEnds('SIGTERM');
      served = await ServedDemo.start(cwd, ['--data', 'demo']);
      const drive = await (await as('ksd-maker')).call('drive', {});
      expect(drive).toMatchObject({ state: 'DONE', trades: TRADES, ended: TRADES });
      expect(await ofDemo('fabric', 'status')).toMatchObject({ isAtOne: true });
      await expectEnds('SIGINT');
    },
    TEST_MS,
  );
});

const at = (node: Component | undefined, key: string): unknown =>
  Object.entries(node ?? {}).find(([name]) => name === key)?.[1];
