import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  decodeSubmission,
  parseBatchHeader,
  type DeliveryProof,
  type Submission,
} from '@bondledger/contract';
import { BondledgerError, type ErrorCode } from '@bondledger/domain';
import type { Ledger } from '@bondledger/ledger';
import {
  frameOfBlock,
  pageJson,
  proofJson,
  sentJson,
  SIGN_OF_LIFE,
  versionJson,
} from '@bondledger/sdk';
import { PATHS, type Access } from '@bondledger/sdk/api';
import {
  GATEWAY_BATCH_BYTES,
  GATEWAY_READ_KEYS,
  GATEWAY_STREAMS,
  LIFE_SIGN_MS,
} from '../limits.js';
import { takeBodyTurn } from '../http/take-turn.js';
import type { Turns } from '../http/turns.js';
import { documentOfPath } from '../http/stream-documents.js';
import type { Arrived, FairGateway } from './fair-gateway.js';
import { intOf, isKey, textOf } from './query.js';
import { withSignsOfLife } from './signs-of-life.js';
import { requireStanding, suspends } from './standing.js';

export interface GatewayRoutesOptions {
  readonly ledger: Ledger;
  /** The genesis text. */
  readonly genesis: string;
  readonly gateway: FairGateway;
  /** The server's gate, as an `onRequest` hook of a route. */
  readonly admit: (
    action: string,
    access: Access,
  ) => (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
  /** Of whoever was admitted. */
  readonly institutionOf: (request: FastifyRequest) => string;
  /** Whether whoever was admitted is still in. */
  readonly isIn: (request: FastifyRequest) => boolean;
  /** Of large bodies, until they are read: then the gateway counts what waits. */
  readonly turns: Turns;
  /** Writes down that a batch was let in, or refused. */
  readonly decided: (request: FastifyRequest, decision: BatchDecision) => void;
  /** Aborted when the server begins to stop: streams end. */
  readonly stopping: AbortSignal;
}

/** Of a batch, for the audit log. */
export interface BatchDecision {
  readonly decision: 'ALLOWED' | 'REFUSED';
  readonly code?: ErrorCode;
  /** How many instructions it has; nothing of what they say. */
  readonly subject?: string;
}

const LINES = 'application/x-ndjson; charset=utf-8';
const BYTES = 'application/octet-stream';
const line = (value: object): string => `${JSON.stringify(value)}\n`;

/**
 * The gateway of institutions with keys of their own: batches that they signed, and the ledger as
 * everybody has it. What is sealed stays so; an institution opens what is its own.
 */
export function registerGateway(app: FastifyInstance, options: GatewayRoutesOptions): void {
  if (app.hasContentTypeParser(BYTES)) app.removeContentTypeParser(BYTES);
  const asBytes = { parseAs: 'buffer', bodyLimit: GATEWAY_BATCH_BYTES } as const;
  app.addContentTypeParser(BYTES, asBytes, (_request, body, done) => done(null, body));
  registerBatches(app, options);
  registerBlocks(app, options);
  registerReads(app, options);
}

function registerBatches(app: FastifyInstance, options: GatewayRoutesOptions): void {
  const { admit, institutionOf, decided } = options;
  app.route({
    method: 'POST',
    url: PATHS.gatewayBatches,
    schema: documentOfPath('gatewayBatches'),
    bodyLimit: GATEWAY_BATCH_BYTES,
    onRequest: [admit('sendBatch', 'MAKE'), takeBodyTurn(options.turns, 'read')],
    preHandler: admit('sendBatch', 'MAKE'),
    handler: async (request, reply) => {
      const institution = institutionOf(request);
      const begin = async (): Promise<Begun> => {
        const arrived = arrivedIn(request.body);
        const { submission } = arrived;
        requireOwn(submission, institution);
        const lines = answerLines(options, institution, arrived, goneSignal(reply));
        const pieces = lines[Symbol.asyncIterator]();
        // What is refused before the gateway has it is a problem, with its own status.
        const first = await pieces.next();
        const { length } = submission.batch.instructions;
        decided(request, { decision: 'ALLOWED', subject: `${length} instructions` });
        return { first, pieces };
      };
      const { first, pieces } = await begin().catch((error: unknown) => {
        const { code } = error instanceof BondledgerError ? error : { code: undefined };
        if (code !== undefined) decided(request, { decision: 'REFUSED', code });
        throw error;
      });
      const rest = { [Symbol.asyncIterator]: () => pieces };
      const all = withSignsOfLife(startingWith(first, rest), LIFE_SIGN_MS, '\n');
      return reply
        .code(202)
        .type(LINES)
        .send(Readable.from(all, { objectMode: false }));
    },
  });
}

interface Begun {
  readonly first: IteratorResult<string, void>;
  readonly pieces: AsyncIterator<string, void>;
}

/** The ledger would take it, but whose queue it fills is by whose token it came. */
function requireOwn({ batch }: Submission, institution: string): void {
  if (parseBatchHeader(batch.header)?.participant === institution) return;
  throw new BondledgerError({ code: 'INSTITUTION_NOT_ALLOWED', params: { only: institution } });
}

function arrivedIn(body: unknown): Arrived {
  const bytes = Buffer.isBuffer(body) ? new Uint8Array(body) : new Uint8Array();
  const submission = decodeSubmission(bytes);
  if (submission === undefined) throw new BondledgerError({ code: 'BATCH_MALFORMED' });
  return { submission, bytes: bytes.length };
}

/** First the proof that the gateway has the batch, as soon as it has; then what became of it. */
async function* answerLines(
  { gateway }: GatewayRoutesOptions,
  institution: string,
  arrived: Arrived,
  gone: AbortSignal,
): AsyncGenerator<string, void, undefined> {
  let outcome = Promise.resolve('');
  const first = await new Promise<string>((resolve, reject) => {
    const onDelivered = (proof: DeliveryProof): void => resolve(line(proofJson(proof)));
    const sending = gateway.send(institution, arrived, gone, onDelivered);
    outcome = sending.then((sent) => line(sentJson(sent)));
    outcome.then(resolve, reject);
  });
  yield first;
  try {
    const last = await outcome;
    if (last !== first) yield last;
  } catch (error) {
    if (!(error instanceof BondledgerError)) throw error;
    yield line({ problem: error.rejection });
  }
}

async function* startingWith<T>(
  first: IteratorResult<T, void>,
  rest: AsyncIterable<T>,
): AsyncGenerator<T, void, undefined> {
  if (first.done !== true) yield first.value;
  yield* rest;
}

/** Aborted when the client goes away before it was answered. */
function goneSignal(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableEnded) gone.abort();
  });
  return gone.signal;
}

function registerBlocks(app: FastifyInstance, options: GatewayRoutesOptions): void {
  const { ledger, admit, institutionOf, isIn, stopping } = options;
  const streams = new Map<string, number>();
  app.route({
    method: 'GET',
    url: PATHS.gatewayBlocks,
    schema: documentOfPath('gatewayBlocks'),
    exposeHeadRoute: false,
    onRequest: admit('readBlocks', 'READ'),
    handler: async (request, reply) => {
      const from = intOf(request.query, 'from');
      const institution = institutionOf(request);
      const { height: newest } = await ledger.head();
      await requireStanding(ledger, institution);
      // A client that went away meanwhile would never be told to have gone.
      if (reply.raw.closed) throw new BondledgerError({ code: 'REQUEST_ABORTED' });
      const open = streams.get(institution) ?? 0;
      if (open >= GATEWAY_STREAMS) {
        throw new BondledgerError({ code: 'QUEUE_FULL', params: { queue: 'streams' } });
      }
      streams.set(institution, open + 1);
      reply.raw.once('close', () => streams.set(institution, (streams.get(institution) ?? 1) - 1));
      const signal = AbortSignal.any([goneSignal(reply), stopping]);
      const frames = framesOf(ledger, { from, newest, institution }, signal);
      const signed = withSignsOfLife<Uint8Array>(frames, LIFE_SIGN_MS, SIGN_OF_LIFE);
      const pieces = whileIn(signed, () => isIn(request));
      return reply.type(BYTES).send(Readable.from(pieces, { objectMode: false }));
    },
  });
}

/** Ends with the session or the token that it was admitted by. */
async function* whileIn<T>(
  pieces: AsyncIterable<T>,
  isIn: () => boolean,
): AsyncGenerator<T, void, undefined> {
  for await (const piece of pieces) {
    if (!isIn()) return;
    yield piece;
  }
}

interface Wanted {
  readonly from: number;
  /** When the stream began; a suspension up to there was taken back. */
  readonly newest: number;
  readonly institution: string;
}

async function* framesOf(
  ledger: Ledger,
  { from, newest, institution }: Wanted,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  // At once, so that whoever listens knows that it is heard.
  yield SIGN_OF_LIFE;
  for await (const block of ledger.blocks(from, signal)) {
    yield frameOfBlock(block);
    if (block.header.height > newest && suspends(block, institution)) return;
  }
}

function registerReads(app: FastifyInstance, options: GatewayRoutesOptions): void {
  const { ledger, genesis, admit } = options;
  const read = (
    name: 'gatewayHead' | 'gatewayRange' | 'gatewayProof',
    answer: (query: unknown) => Promise<object>,
  ): void => {
    app.route({
      method: 'GET',
      url: PATHS[name],
      schema: documentOfPath(name),
      onRequest: admit('readLedger', 'READ'),
      handler: (request) => answer(request.query),
    });
  };
  app.route({
    method: 'GET',
    url: PATHS.genesis,
    schema: documentOfPath('genesis'),
    onRequest: admit('readGenesis', 'public'),
    handler: (_request, reply) => reply.type('application/json; charset=utf-8').send(genesis),
  });
  app.route({
    method: 'POST',
    url: PATHS.gatewayRead,
    schema: documentOfPath('gatewayRead'),
    onRequest: admit('readLedger', 'READ'),
    handler: async (request) => {
      const values = await ledger.read(keysIn(request.body));
      const records = [...values].map(([key, value]) => ({ key, value }));
      return pageJson({ records, next: undefined });
    },
  });
  read('gatewayHead', () => ledger.head());
  read('gatewayRange', async (query) => {
    const bookmark = textOf(query, 'bookmark');
    const range = {
      from: textOf(query, 'from') ?? '',
      to: textOf(query, 'to') ?? '',
      limit: intOf(query, 'limit'),
      ...(bookmark === undefined ? {} : { bookmark }),
    };
    return pageJson(await ledger.range(range));
  });
  read('gatewayProof', (query) =>
    ledger.proof({
      height: intOf(query, 'height'),
      transactionIndex: intOf(query, 'transactionIndex'),
    }),
  );
  app.route({
    method: 'GET',
    url: PATHS.gatewayHistory,
    schema: documentOfPath('gatewayHistory'),
    onRequest: admit('readLedger', 'READ'),
    handler: async (request, reply) => {
      const versions = versionLines(ledger, textOf(request.query, 'key') ?? '');
      return reply.type(LINES).send(Readable.from(versions, { objectMode: false }));
    },
  });
}

async function* versionLines(ledger: Ledger, key: string): AsyncGenerator<string, void, undefined> {
  for await (const version of ledger.history(key)) yield line(versionJson(version));
  yield line({ end: true });
}

function keysIn(body: unknown): readonly string[] {
  const { keys }: { keys?: unknown } = Object(body) as object;
  const isList = Array.isArray(keys) && keys.length <= GATEWAY_READ_KEYS;
  if (isList && keys.every(isKey)) return keys;
  throw new BondledgerError({ code: 'REQUEST_MALFORMED', params: { field: 'keys' } });
}
