import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HttpWay } from './http-way.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Answers with one piece, and never ends. */
const server = createServer((_request, response) => {
  response.write('first');
});
let url = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('an answer that goes on', () => {
  it('ends when it is given up, also after memory was collected', async () => {
    const gone = new AbortController();
    const pieces = new HttpWay(url, 'token').stream({ method: 'GET', path: '/' }, gone.signal);
    await expect(pieces.next()).resolves.toMatchObject({ done: false });
    const rest = pieces.next();
    for (let turn = 0; turn < 10; turn += 1) {
      collect();
      await new Promise((resolve) => setImmediate(resolve));
    }
    gone.abort();
    await expect(rest).rejects.toMatchObject({ code: 'REQUEST_ABORTED' });
  });
});
