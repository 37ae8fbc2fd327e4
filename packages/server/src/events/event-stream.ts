import type { ServerResponse } from 'node:http';
import type { FastifyPluginAsync } from 'fastify';
import { BondledgerError } from '@bondledger/domain';
import { PATHS } from '@bondledger/sdk/api';
import { principalOf } from '../http/admission.js';
import { documentOfPath } from '../http/stream-documents.js';
import {
  HEARTBEAT_MS,
  MISSED_BYTES_MAX,
  STREAM_BYTES_WAITING,
  STREAMS_OF_INSTITUTION,
} from '../limits.js';
import type { Services } from '../start/services.js';
import type { Hub, Numbered } from './hub.js';

interface Stream {
  readonly response: ServerResponse;
  /** Whether whoever listens is still let in. */
  readonly isAdmitted: () => boolean;
  readonly end: () => void;
}

/**
 * Server-sent events. A client that comes back says which event it had last and gets what it
 * missed; where that is not kept any more, or is very much, it gets the event `reset`, and loads
 * everything again.
 */
export const eventStream =
  (
    hub: Hub,
    { admission, stopping }: Pick<Services, 'admission' | 'stopping'>,
  ): FastifyPluginAsync =>
  (app) => {
    const streams = new Set<Stream>();
    const beat = setInterval(() => {
      for (const stream of streams) {
        if (stream.isAdmitted()) send(stream, ': beat\n\n');
        else stream.end();
      }
    }, HEARTBEAT_MS);
    const endAll = (): void => {
      clearInterval(beat);
      for (const stream of streams) stream.end();
    };
    stopping.addEventListener('abort', endAll);
    app.addHook('preClose', (done) => {
      endAll();
      done();
    });

    app.route({
      method: 'GET',
      url: PATHS.events,
      config: { routeName: 'events' },
      schema: documentOfPath('events'),
      exposeHeadRoute: false,
      onRequest: admission.needs({ action: 'events', access: 'READ' }),
      handler: (request, reply) => {
        const { institution } = principalOf(request);
        if (hub.listeners(institution) >= STREAMS_OF_INSTITUTION) {
          throw new BondledgerError({ code: 'RATE_LIMITED', params: { seconds: '60' } });
        }
        const { admitted } = request;
        const last = request.headers['last-event-id'];
        reply.hijack();
        const response = reply.raw;
        for (const [name, value] of Object.entries(reply.getHeaders())) {
          if (value !== undefined) response.setHeader(name, value);
        }
        response.writeHead(200, HEADERS);
        const ended = (): void => {
          streams.delete(stream);
          stopListening();
        };
        const stream: Stream = {
          response,
          isAdmitted: () => admitted !== undefined && admission.isIn(admitted),
          end: () => {
            ended();
            response.end();
          },
        };
        const stopListening = hub.listen(institution, (numbered) => send(stream, textOf(numbered)));
        streams.add(stream);
        response.on('close', ended);
        response.on('error', ended);
        send(stream, `retry: 2000\n${missed(hub, last, institution)}`);
      },
    });
    return Promise.resolve();
  };

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};

/** What is sent first: where the stream stands, or what was missed. */
function missed(hub: Hub, last: string | string[] | undefined, institution: string): string {
  if (typeof last !== 'string') return `id: ${hub.newest}\nevent: hello\ndata: {}\n\n`;
  const events = hub.since(last, institution);
  const text = events?.map(textOf).join('');
  // Longer than a stream may have waiting, it would be cut off each time that it comes back.
  if (text === undefined || text.length > MISSED_BYTES_MAX) {
    return `id: ${hub.newest}\nevent: reset\ndata: {}\n\n`;
  }
  return text === '' ? ': nothing was missed\n\n' : text;
}

const textOf = ({ id, event }: Numbered): string =>
  `id: ${id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

/** A client that does not take what it is sent is cut off: it comes back and catches up. */
function send({ response, end }: Stream, text: string): void {
  if (response.writableLength + text.length > STREAM_BYTES_WAITING) {
    end();
    response.destroy();
    return;
  }
  response.write(text);
}
