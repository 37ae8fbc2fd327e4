import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventSchema, type ServerEvent } from '@bondledger/sdk/api';
import { problemIn, raw } from './support/raw.js';
import { signIn, START_MS, startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ trades: 2 });
}, START_MS);
afterAll(() => server.close(), START_MS);

interface Message {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: string;
}

/** Follows the event stream as a browser does. */
async function* follow(
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): AsyncGenerator<Message> {
  const response = await fetch(`${server.url}/api/events`, { headers, signal });
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const fields = new Map(
        text
          .slice(0, end)
          .split('\n')
          .map((line) => [line.split(': ')[0] ?? '', line.slice(line.indexOf(': ') + 2)] as const),
      );
      text = text.slice(end + 2);
      const [event, data] = [fields.get('event'), fields.get('data')];
      if (event !== undefined && data !== undefined) yield { id: fields.get('id'), event, data };
    }
  }
}

/** The next messages of some kinds. */
async function take(
  messages: AsyncGenerator<Message>,
  count: number,
  kinds: readonly string[],
): Promise<readonly Message[]> {
  const taken: Message[] = [];
  while (taken.length < count) {
    const { value, done } = await messages.next();
    if (done === true) throw new Error('the stream ended');
    if (kinds.includes(value.event)) taken.push(value);
  }
  return taken;
}

const job = (jobId: string): ServerEvent => ({ type: 'job', jobId, state: 'DONE', done: 1 });

describe('the event stream', () => {
  it('tells an institution what is its own, and goes on where it was broken off', async () => {
    const { headers } = await server.as('hbsec-maker');
    const { events } = server.server.services;
    const stop = new AbortController();
    const messages = follow(headers, stop.signal);
    await take(messages, 1, ['hello']);
    events.publish('DHSEC', job('theirs'));
    events.publish('HBSEC', job('first'));
    const [first] = await take(messages, 1, ['job']);
    expect(EventSchema.parse(JSON.parse(first?.data ?? ''))).toEqual(job('first'));
    stop.abort();
    for (const missed of ['second', 'third']) events.publish('HBSEC', job(missed));
    events.publish('DHSEC', job('theirs too'));
    const again = new AbortController();
    const later = follow({ ...headers, 'last-event-id': first?.id ?? '' }, again.signal);
    const missed = await take(later, 2, ['job', 'reset']);
    expect(missed.map(({ data }): unknown => JSON.parse(data))).toEqual([
      job('second'),
      job('third'),
    ]);
    again.abort();
  });

  it('says to load everything anew where what was missed is gone', async () => {
    const { headers } = await server.as('hbsec-maker');
    const stop = new AbortController();
    const messages = follow({ ...headers, 'last-event-id': '0a0b-7' }, stop.signal);
    const [first] = await take(messages, 1, ['reset', 'job', 'hello']);
    expect(first?.event).toBe('reset');
    stop.abort();
  });

  it('says the same where what was missed is more than a stream may have waiting', async () => {
    const { headers } = await server.as('hbsec-maker');
    const { events } = server.server.services;
    const stop = new AbortController();
    const messages = follow(headers, stop.signal);
    await take(messages, 1, ['hello']);
    events.publish('HBSEC', job('last seen'));
    const [seen] = await take(messages, 1, ['job']);
    stop.abort();
    for (let at = 0; at < 4_000; at += 1) events.publish('HBSEC', job('j'.repeat(300)));
    const again = new AbortController();
    const later = follow({ ...headers, 'last-event-id': seen?.id ?? '' }, again.signal);
    const [first] = await take(later, 1, ['reset', 'job']);
    expect(first?.event).toBe('reset');
    again.abort();
  });

  it('tells everybody of a new block and of a new phase of the day', async () => {
    const { headers } = await server.as('sjins-maker');
    const stop = new AbortController();
    const messages = follow(headers, stop.signal);
    await take(messages, 1, ['hello']);
    const { businessDate } = await (await server.as('sjins-maker')).call('day', {});
    const ksd = server.consortium.institution('KSD');
    await ksd.take([{ step: 'SET_DAY', data: { businessDate, phase: 'CUT_OFF' } }]);
    const [day] = await take(messages, 1, ['day']);
    expect(JSON.parse(day?.data ?? '')).toEqual({ type: 'day', businessDate, phase: 'CUT_OFF' });
    stop.abort();
  });

  it('is for those who are signed in', async () => {
    expect(problemIn(await raw(`${server.url}/api/events`)).code).toBe('SIGN_IN_NEEDED');
  });

  it('ends with the server, which does not wait for it', async () => {
    const client = await signIn(server.url, 'bok-maker', server.passwordOf('bok-maker'));
    const messages = follow(client.headers, new AbortController().signal);
    await take(messages, 1, ['hello']);
    await server.server.close();
    const rest = async (): Promise<boolean> => {
      for (;;) if ((await messages.next()).done === true) return true;
    };
    expect(await rest()).toBe(true);
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
  });
});
