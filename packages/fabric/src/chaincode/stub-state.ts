import type { Write } from '@bondledger/contract';
import { decodeValues, encodeKeys, encodeWrites } from './batch-messages.js';
import { NO_FEATURES, type PeerFeatures } from './peer-features.js';
import { PeerStream } from './peer-stream.js';
import { shimProtos, type ShimStub } from './shim-door.js';
import type { StatePort } from './state-port.js';

const WRITE_BATCH_STATE = 24;
const GET_STATE_MULTIPLE = 25;

/**
 * The state by way of the shim's stub: many keys in one message where the peer offers it, one by
 * one where it does not.
 */
export class StubState implements StatePort {
  readonly #stub: ShimStub;
  readonly #features: PeerFeatures;

  constructor(stub: ShimStub) {
    const stream = stub.handler._stream;
    this.#stub = stub;
    this.#features = stream instanceof PeerStream ? stream.features : NO_FEATURES;
  }

  get channel(): string {
    return this.#stub.getChannelID();
  }

  async read(keys: readonly string[]): Promise<Map<string, Uint8Array>> {
    const values = new Map<string, Uint8Array>();
    const { readsAtOnce } = this.#features;
    if (readsAtOnce > 0) {
      for (let at = 0; at < keys.length; at += readsAtOnce) {
        await this.#readTogether(keys.slice(at, at + readsAtOnce), values);
      }
      return values;
    }
    for (const key of keys) {
      const value = await this.#stub.getState(key);
      if (value.length > 0) values.set(key, value);
    }
    return values;
  }

  async range(from: string, to: string, limit: number): Promise<Write[]> {
    const found: Write[] = [];
    const iterator = await this.#stub.getStateByRange(from, to);
    try {
      while (found.length < limit) {
        const next = await iterator.next();
        if (next.done) break;
        found.push({ key: next.value.key, value: next.value.value });
      }
    } finally {
      await iterator.close();
    }
    return found;
  }

  async write(writes: readonly Write[]): Promise<void> {
    const { writesAtOnce } = this.#features;
    if (writesAtOnce > 0) {
      for (let at = 0; at < writes.length; at += writesAtOnce) {
        const payload = encodeWrites(writes.slice(at, at + writesAtOnce));
        await this.#ask(WRITE_BATCH_STATE, payload, 'WriteBatch');
      }
      return;
    }
    for (const { key, value } of writes) await this.#stub.putState(key, value);
  }

  async #readTogether(keys: readonly string[], into: Map<string, Uint8Array>): Promise<void> {
    const payload = await this.#ask(GET_STATE_MULTIPLE, encodeKeys(keys), 'GetMultiple');
    const values = decodeValues(payload);
    if (values.length !== keys.length) throw new Error('the peer answered other keys than asked');
    keys.forEach((key, at) => {
      const value = values[at];
      if (value !== undefined && value.length > 0) into.set(key, value);
    });
  }

  async #ask(type: number, payload: Uint8Array, method: string): Promise<Uint8Array> {
    const message = new shimProtos.peer.ChaincodeMessage();
    message.setType(type);
    message.setPayload(payload);
    message.setTxid(this.#stub.getTxID());
    message.setChannelId(this.channel);
    const answer = await this.#stub.handler._askPeerAndListen(message, method);
    if (answer instanceof Uint8Array) return answer;
    throw new Error('the peer answered no bytes');
  }
}
