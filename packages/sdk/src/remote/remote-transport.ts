import {
  encodeSubmission,
  fromBase64,
  ledgerIdOf,
  nodeCrypto,
  parseGenesis,
  readDelivery,
  type Block,
  type Delivery,
  type DeliveryProof,
  type Genesis,
  type JsonObject,
  type SignedBatch,
  type Submission,
} from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import { GATEWAY_PATHS } from '../api/gateway-paths.js';
import { REMOTE_PATIENCE_MS, REMOTE_READ_KEYS } from '../limits.js';
import type { KeyVersion, SendOutcome, Transport } from '../transport/transport.js';
import {
  blockProofIn,
  deliveryIn,
  headIn,
  objectIn,
  pageIn,
  rejectionIn,
  sentIn,
  versionIn,
} from './answers.js';
import { blockInFrame, framesIn, linesIn } from './block-frames.js';
import {
  HttpWay,
  isPassing,
  pause,
  pauseAfter,
  type Body,
  type Credentials,
  type RemoteCall,
} from './http-way.js';

export interface RemoteOptions {
  /** Of the server, without a path: `https://gateway.example:8443`. Plain only on loopback. */
  readonly url: string;
  /** Of the institution: the server takes no other institution's batches with them. */
  readonly credentials: Credentials;
  /**
   * The genesis text that the institution was given: a server of another ledger is refused. Without
   * it the server is believed to be the one that was meant.
   */
  readonly genesis?: string;
  /** Gets each verified proof that the gateway has a batch, before the outcome is known. */
  readonly onDelivered?: (batch: SignedBatch, proof: DeliveryProof, delivery: Delivery) => void;
  /**
   * How long a question is repeated, and blocks are followed, where the server cannot be reached;
   * two minutes if left out. A batch is always repeated for two minutes: it may have arrived.
   */
  readonly patienceMs?: number;
}

/**
 * The way to a ledger through a server's gateway, for an institution with keys of its own: they
 * never travel. Every call is repeated for a while where the server cannot be reached, is
 * full or stops; a batch that is sent again gets the same receipt and changes nothing twice.
 *
 * @throws BondledgerError SERVER_UNREACHABLE, ADDRESS_NOT_HTTPS, SIGN_IN_NEEDED;
 * EVIDENCE_WRONG_GENESIS where the server's ledger is another one.
 */
export async function remoteTransport(options: RemoteOptions): Promise<Transport> {
  const way = new HttpWay(options.url, options.credentials);
  const get = { method: 'GET', path: GATEWAY_PATHS.genesis } as const;
  const text = await way.once(get, textIn);
  const genesis = parseGenesis(text);
  if (genesis === undefined) {
    throw new BondledgerError({ code: 'ANSWER_UNREADABLE', params: { url: options.url } });
  }
  if (options.genesis !== undefined && options.genesis.trimEnd() !== text.trimEnd()) {
    throw new BondledgerError({ code: 'EVIDENCE_WRONG_GENESIS' });
  }
  return new RemoteTransport(way, text, genesis, options);
}

class RemoteTransport implements Transport {
  readonly ledgerId: string;
  readonly #way: HttpWay;
  readonly #genesis: string;
  readonly #nodes: readonly Uint8Array[];
  readonly #onDelivered: RemoteOptions['onDelivered'];
  readonly #patienceMs: number;

  constructor(
    way: HttpWay,
    text: string,
    genesis: Genesis,
    { onDelivered, patienceMs = REMOTE_PATIENCE_MS }: RemoteOptions,
  ) {
    this.#way = way;
    this.#genesis = text;
    this.ledgerId = ledgerIdOf(nodeCrypto, genesis);
    this.#nodes = genesis.nodes.map((node) => fromBase64(node) ?? new Uint8Array());
    this.#onDelivered = onDelivered;
    this.#patienceMs = patienceMs;
  }

  genesis(): Promise<string> {
    return Promise.resolve(this.#genesis);
  }

  send(submission: Submission, signal?: AbortSignal): Promise<SendOutcome> {
    const call: RemoteCall = {
      method: 'POST',
      path: GATEWAY_PATHS.gatewayBatches,
      body: new Uint8Array(encodeSubmission(submission)),
      type: 'application/octet-stream',
    };
    return this.#way.repeat(call, (body) => this.#sent(submission, body), signal);
  }

  async read(keys: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const values = new Map<string, Uint8Array>();
    for (let at = 0; at < keys.length; at += REMOTE_READ_KEYS) {
      const body = JSON.stringify({ keys: keys.slice(at, at + REMOTE_READ_KEYS) });
      const call = { method: 'POST', path: GATEWAY_PATHS.gatewayRead, body } as const;
      const { records } = pageIn(await this.#json(call));
      for (const { key, value } of records) values.set(key, value);
    }
    return values;
  }

  async range(query: Parameters<Transport['range']>[0]): ReturnType<Transport['range']> {
    return pageIn(await this.#json(get(GATEWAY_PATHS.gatewayRange, { ...query })));
  }

  /** Goes on where a broken stream ended; fails when the server is away for too long. */
  async *blocks(from: number, signal?: AbortSignal): AsyncGenerator<Block, void, undefined> {
    let next = from;
    let heardAt = performance.now();
    for (let attempt = 0; !isAborted(signal); attempt += 1) {
      try {
        const call = get(GATEWAY_PATHS.gatewayBlocks, { from: next });
        for await (const frame of framesIn(this.#way.stream(call, signal))) {
          heardAt = performance.now();
          attempt = 0;
          if (frame.length === 0) continue;
          yield blockInFrame(frame);
          next += 1;
        }
      } catch (error) {
        // It may have been aborted meanwhile, whatever was read before.
        if (isAborted(signal)) return;
        const isPatient = performance.now() - heardAt < this.#patienceMs;
        if (!isPassing(error) || !isPatient) throw error;
        await pause(pauseAfter(error, attempt), signal).catch(() => undefined);
      }
    }
  }

  async *history(key: string): AsyncGenerator<KeyVersion, void, undefined> {
    const call = get(GATEWAY_PATHS.gatewayHistory, { key });
    yield* await this.#asked(call, async (body) => {
      const versions: KeyVersion[] = [];
      let isWhole = false;
      for await (const line of linesIn(body)) {
        const value = objectIn(line);
        isWhole = value['end'] === true;
        if (!isWhole) versions.push(versionIn(value));
      }
      if (!isWhole) throw new Error('the history ends too early');
      return versions;
    });
  }

  async proof(position: Parameters<Transport['proof']>[0]): ReturnType<Transport['proof']> {
    return blockProofIn(await this.#json(get(GATEWAY_PATHS.gatewayProof, { ...position })));
  }

  async head(): ReturnType<Transport['head']> {
    return headIn(await this.#json(get(GATEWAY_PATHS.gatewayHead, {})));
  }

  #json(call: RemoteCall): Promise<JsonObject> {
    return this.#asked(call, async (body) => objectIn(await textIn(body)));
  }

  #asked<T>(call: RemoteCall, read: (body: Body) => Promise<T>): Promise<T> {
    return this.#way.repeat(call, read, undefined, this.#patienceMs);
  }

  /** The lines of an answer to a batch: the proof, then the outcome or a refusal. */
  async #sent({ batch }: Submission, body: Body): Promise<SendOutcome> {
    let sent: SendOutcome | undefined;
    // To its end: so the connection serves the next batch as well.
    for await (const line of linesIn(body)) {
      const value = objectIn(line);
      const { proof, problem } = value;
      if (proof !== undefined) this.#delivered(batch, deliveryIn(proof));
      else if (problem === undefined) sent = sentIn(value);
      else throw new BondledgerError(rejectionIn(problem as JsonObject));
    }
    if (sent === undefined) throw new Error('the answer ends before the outcome');
    return sent;
  }

  /** A proof that does not hold is none: the receipt does not depend on it. */
  #delivered(batch: SignedBatch, proof: DeliveryProof): void {
    const delivery = readDelivery(nodeCrypto, this.#nodes, batch, proof);
    if (delivery !== undefined) this.#onDelivered?.(batch, proof, delivery);
  }
}

const isAborted = (signal: AbortSignal | undefined): boolean => signal?.aborted === true;

function get(path: string, query: Readonly<Record<string, string | number>>): RemoteCall {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) search.set(name, String(value));
  const text = search.toString();
  return { method: 'GET', path: text === '' ? path : `${path}?${text}` };
}

async function textIn(body: Body): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of body) text += decoder.decode(piece, { stream: true });
  return text + decoder.decode();
}
