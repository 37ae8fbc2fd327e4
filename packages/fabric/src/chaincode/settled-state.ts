import { isSettlementKey, settlementChaincodeOf, type Write } from '@bondledger/contract';
import { decodeValues, encodeKeys, encodeWrites } from './batch-messages.js';
import { OK } from './response.js';
import { READ, WRITE } from './settlement-chaincode.js';
import type { ShimStub } from './shim-door.js';
import type { StatePort } from './state-port.js';

/** The state with the settlement keys, which the chaincode of settlement keeps. */
export class SettledState implements StatePort {
  readonly #stub: ShimStub;
  readonly #own: StatePort;
  readonly #settlement: string;

  constructor(stub: ShimStub, own: StatePort, chaincode: string) {
    this.#stub = stub;
    this.#own = own;
    this.#settlement = settlementChaincodeOf(chaincode);
  }

  get channel(): string {
    return this.#own.channel;
  }

  async read(keys: readonly string[]): Promise<Map<string, Uint8Array>> {
    const found = await this.#own.read(keys.filter((key) => !isSettlementKey(key)));
    const settled = keys.filter(isSettlementKey);
    if (settled.length === 0) return found;
    const values = decodeValues(await this.#call(READ, encodeKeys(settled)));
    if (values.length !== settled.length) throw new Error('other keys were answered than asked');
    settled.forEach((key, at) => {
      const value = values[at];
      if (value !== undefined && value.length > 0) found.set(key, value);
    });
    return found;
  }

  range(from: string, to: string, limit: number): Promise<Write[]> {
    return this.#own.range(from, to, limit);
  }

  async write(writes: readonly Write[]): Promise<void> {
    await this.#own.write(writes.filter(({ key }) => !isSettlementKey(key)));
    const settled = writes.filter(({ key }) => isSettlementKey(key));
    if (settled.length > 0) await this.#call(WRITE, encodeWrites(settled));
  }

  async #call(name: string, payload: Uint8Array): Promise<Uint8Array> {
    // The shim makes bytes of whatever it is given, and declares texts alone.
    const {
      status,
      message,
      payload: answer,
    } = await this.#stub.handler.handleInvokeChaincode(
      this.#settlement,
      [name, payload],
      this.channel,
      this.#stub.getTxID(),
    );
    if (status !== OK) throw new Error(`the chaincode of settlement answered ${message}`);
    return answer;
  }
}
