import { NO_FEATURES, readFeatures, type PeerFeatures } from './peer-features.js';
import { shimProtos, type ShimMessage, type ShimStream } from './shim-door.js';

/** Types of chaincode_shim.proto. */
const TYPE = {
  REGISTERED: 2,
  INIT: 3,
  READY: 4,
  TRANSACTION: 5,
  ERROR: 7,
  RESPONSE: 13,
  KEEPALIVE: 18,
} as const;

const HANDLED_BY_SHIM: ReadonlySet<number> = new Set([
  TYPE.REGISTERED,
  TYPE.INIT,
  TYPE.READY,
  TYPE.TRANSACTION,
  TYPE.ERROR,
  TYPE.RESPONSE,
]);

/**
 * A stream to a peer, between gRPC and the shim. It takes note of what the peer offers when it is
 * ready, which the shim drops, and keeps from the shim what would make it end the process: any
 * message that it does not know.
 */
export class PeerStream implements ShimStream {
  readonly #connection: ShimStream;
  #features = NO_FEATURES;

  constructor(connection: ShimStream) {
    this.#connection = connection;
  }

  get features(): PeerFeatures {
    return this.#features;
  }

  on(event: string, listener: (value: never) => void): this {
    if (event === 'data') {
      const take = listener as (message: ShimMessage) => void;
      this.#connection.on('data', (message: ShimMessage) => this.#onMessage(message, take));
    } else {
      this.#connection.on(event, listener);
    }
    return this;
  }

  write(message: ShimMessage): boolean {
    return this.#connection.write(message);
  }

  end(): void {
    this.#connection.end();
  }

  #onMessage(message: ShimMessage, take: (message: ShimMessage) => void): void {
    const type = message.getType();
    if (type === TYPE.KEEPALIVE) {
      this.write(message);
      return;
    }
    if (!HANDLED_BY_SHIM.has(type)) {
      this.#answerUnknown(message);
      return;
    }
    if (type === TYPE.READY) this.#features = readFeatures(message.getPayload_asU8());
    take(message);
  }

  #answerUnknown(message: ShimMessage): void {
    const answer = new shimProtos.peer.ChaincodeMessage();
    answer.setType(TYPE.ERROR);
    answer.setTxid(message.getTxid());
    answer.setChannelId(message.getChannelId());
    answer.setPayload(Buffer.from(`unknown message type ${message.getType()}`));
    this.write(answer);
  }
}
