import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import fastify, { type FastifyInstance } from 'fastify';
import { describe, expect, it } from 'vitest';
import { READS_AT_WORK } from '../limits.js';
import { oneByOne } from './one-by-one.js';
import { takeTurn } from './take-turn.js';
import { Turns } from './turns.js';

const REQUEST = 'GET / HTTP/1.1\r\nhost: here\r\n\r\n';
const LAST = 'GET / HTTP/1.1\r\nhost: here\r\nconnection: close\r\n\r\n';

interface Served {
  readonly app: FastifyInstance;
  readonly turns: Turns;
  readonly port: number;
}

/** A server whose one route takes a turn, and is answered by the n-th call of this handler. */
async function serve(handler: (count: number) => Promise<string>): Promise<Served> {
  const turns = new Turns();
  const app = fastify({ forceCloseConnections: true });
  app.decorateRequest('admitted', undefined);
  app.addHook('onRequest', oneByOne);
  app.addHook('onRequest', (request) => {
    const principal = { id: 'a', name: 'A', institution: 'HBSEC', rights: new Set(['READ']) };
    Object.assign(request, { admitted: { principal, session: undefined } });
    return Promise.resolve();
  });
  let count = 0;
  app.get('/', { onRequest: takeTurn(turns, 'reads') }, () => {
    count += 1;
    return handler(count);
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  return { app, turns, port: (app.server.address() as AddressInfo).port };
}

describe('requests behind one another on a connection', () => {
  it('give all their turns back when the client goes away before an answer', async () => {
    const never = new Promise<string>(() => undefined);
    let begun = (): void => undefined;
    const isBegun = new Promise<void>((resolve) => (begun = resolve));
    const { app, turns, port } = await serve(() => {
      begun();
      return never;
    });
    const arrived = once(app.server, 'connection');
    const client = connect(port, '127.0.0.1').end(REQUEST.repeat(3));
    const [socket] = (await arrived) as [typeof client];
    const closed = once(socket, 'close');
    await isBegun;
    client.destroy();
    await closed;
    await new Promise((resolve) => setImmediate(resolve));
    const free = Array.from({ length: READS_AT_WORK }, () => turns.enterNow('HBSEC', 'reads'));
    expect(free).not.toContain(undefined);
    await app.close();
  });

  it('are answered in their order, one after the other', async () => {
    let atWork = 0;
    const { app, port } = await serve(async (count) => {
      atWork += 1;
      await new Promise((resolve) => setImmediate(resolve));
      const told = `answer ${count} of ${atWork}`;
      atWork -= 1;
      return told;
    });
    const client = connect(port, '127.0.0.1');
    client.write(REQUEST + REQUEST + LAST);
    const answers = (await text(client)).match(/answer \d of \d/g);
    expect(answers).toEqual(['answer 1 of 1', 'answer 2 of 1', 'answer 3 of 1']);
    await app.close();
  });
});
