import { credentials, type ClientDuplexStream } from '@grpc/grpc-js';
import { ledger, peer } from '@hyperledger/fabric-protos';
import { CHANNEL, inputOf, signedProposal, type Call } from './proposals.js';
import type { TlsFiles } from './tls-files.js';

const TYPE = peer.ChaincodeMessage.Type;

export interface ScriptedPeerOptions {
  readonly address: string;
  readonly tls: TlsFiles;
  /** Batch messages that it offers; none: a peer of Fabric 2.5. */
  readonly batches?: { readonly writes: number; readonly reads: number };
  /** Where the chaincode of settlement is served, which the ledger's calls. */
  readonly settlement?: string;
}

/** A write set as the peer collected it. */
export interface Simulated {
  readonly status: number;
  readonly message: string;
  readonly payload: Uint8Array;
  readonly writes: ReadonlyMap<string, Uint8Array>;
  /** Those of them that the chaincode of settlement wrote. */
  readonly settled: ReadonlySet<string>;
  /** Keys that the transaction read, in order; ranges as `from..to`. */
  readonly reads: readonly string[];
  /** Types of the messages that the chaincode sent. */
  readonly messages: readonly number[];
}

interface Running {
  readonly call: Call;
  readonly writes: Map<string, Uint8Array>;
  readonly settled: Set<string>;
  readonly reads: string[];
  readonly messages: number[];
  readonly resolve: (simulated: Simulated) => void;
}

type Stream = ClientDuplexStream<peer.ChaincodeMessage, peer.ChaincodeMessage>;

/** A peer that speaks the chaincode protocol and does as the test says. */
export class ScriptedPeer {
  /** Of all chaincodes: their keys differ. */
  state = new Map<string, Uint8Array>();
  #settlement: ScriptedPeer | undefined;
  readonly #client: peer.ChaincodeClient;
  readonly #stream: Stream;
  readonly #running = new Map<string, Running>();
  readonly #unexpected: peer.ChaincodeMessage[] = [];
  #transactions = 0;
  #onUnexpected: (() => void) | undefined;
  /** Answers a message with an error instead. */
  failOn: (type: number) => boolean = () => false;

  private constructor(
    options: ScriptedPeerOptions,
    onReady: () => void,
    onEnd: (e: Error) => void,
  ) {
    const { key, certificate, clientCa } = options.tls;
    const tls = credentials.createSsl(clientCa, key, certificate);
    const unbounded = {
      'grpc.max_receive_message_length': -1,
      'grpc.max_send_message_length': -1,
    };
    this.#client = new peer.ChaincodeClient(options.address, tls, unbounded);
    this.#stream = this.#client.connect();
    this.#stream.on('error', onEnd);
    this.#stream.on('data', (message: peer.ChaincodeMessage) => {
      if (message.getType() === TYPE.REGISTER) {
        this.send(TYPE.REGISTERED);
        this.send(TYPE.READY, readyPayload(options));
        onReady();
      } else {
        this.#onMessage(message);
      }
    });
  }

  static async connect(options: ScriptedPeerOptions): Promise<ScriptedPeer> {
    const connected = await new Promise<ScriptedPeer>((resolve, reject) => {
      const opened = new ScriptedPeer(options, () => resolve(opened), reject);
    });
    const { settlement: address, ...own } = options;
    if (address !== undefined) {
      connected.#settlement = await ScriptedPeer.connect({ ...own, address });
    }
    return connected;
  }

  close(): void {
    this.#settlement?.close();
    this.#stream.cancel();
    this.#client.close();
  }

  /** Sends a message of the protocol, whatever it may be. */
  send(type: number, payload: Uint8Array = new Uint8Array(0), txId = ''): void {
    const message = new peer.ChaincodeMessage();
    message.setType(type as peer.ChaincodeMessage.TypeMap[keyof peer.ChaincodeMessage.TypeMap]);
    message.setPayload(payload);
    message.setTxid(txId);
    message.setChannelId(CHANNEL);
    this.#stream.write(message);
  }

  /** The next message that belongs to no transaction. */
  async unexpected(): Promise<peer.ChaincodeMessage> {
    for (;;) {
      const message = this.#unexpected.shift();
      if (message !== undefined) return message;
      await new Promise<void>((resolve) => {
        this.#onUnexpected = resolve;
      });
    }
  }

  /** Lets the chaincode simulate a call. */
  invoke(call: Call): Promise<Simulated> {
    return this.invokeWith(call, inputOf(call));
  }

  /** The same with another input than the call's: as another chaincode calls this one. */
  invokeWith(call: Call, input: peer.ChaincodeInput): Promise<Simulated> {
    this.#transactions += 1;
    const txId = `tx${this.#transactions.toString()}`;
    return new Promise((resolve) => {
      const seen = { writes: new Map(), settled: new Set<string>(), reads: [], messages: [] };
      this.#running.set(txId, { call, resolve, ...seen });
      const message = new peer.ChaincodeMessage();
      message.setType(TYPE.TRANSACTION);
      message.setPayload(input.serializeBinary());
      message.setTxid(txId);
      message.setChannelId(CHANNEL);
      message.setProposal(signedProposal(call, txId));
      this.#stream.write(message);
    });
  }

  /** The same, and what it writes becomes state. */
  async commit(call: Call): Promise<Simulated> {
    const simulated = await this.invoke(call);
    for (const [key, value] of simulated.writes) this.state.set(key, value);
    return simulated;
  }

  #onMessage(message: peer.ChaincodeMessage): void {
    const txId = message.getTxid();
    const running = this.#running.get(txId);
    if (running === undefined) {
      this.#unexpected.push(message);
      this.#onUnexpected?.();
      return;
    }
    const type = message.getType();
    running.messages.push(type);
    if (type === TYPE.COMPLETED) {
      this.#running.delete(txId);
      const { resolve, writes, settled, reads, messages } = running;
      const response = peer.Response.deserializeBinary(message.getPayload_asU8());
      resolve({
        writes,
        settled,
        reads,
        messages,
        status: response.getStatus(),
        message: response.getMessage(),
        payload: response.getPayload_asU8(),
      });
      return;
    }
    if (this.failOn(type)) this.send(TYPE.ERROR, Buffer.from('the disk is full'), txId);
    else if (type === TYPE.INVOKE_CHAINCODE) void this.#call(message, running);
    else this.send(TYPE.RESPONSE, this.#answer(type, message.getPayload_asU8(), running), txId);
  }

  #answer(type: number, payload: Uint8Array, running: Running): Uint8Array {
    switch (type) {
      case TYPE.GET_STATE:
        return this.#read(peer.GetState.deserializeBinary(payload).getKey(), running);
      case TYPE.GET_STATE_MULTIPLE: {
        const keys = peer.GetStateMultiple.deserializeBinary(payload).getKeysList();
        const result = new peer.GetStateMultipleResult();
        result.setValuesList(keys.map((key) => this.#read(key, running)));
        return result.serializeBinary();
      }
      case TYPE.GET_STATE_BY_RANGE:
        return this.#range(peer.GetStateByRange.deserializeBinary(payload), running);
      case TYPE.QUERY_STATE_CLOSE:
        return new peer.QueryResponse().serializeBinary();
      case TYPE.PUT_STATE: {
        const put = peer.PutState.deserializeBinary(payload);
        running.writes.set(put.getKey(), put.getValue_asU8());
        break;
      }
      case TYPE.WRITE_BATCH_STATE:
        writeTogether(peer.WriteBatchState.deserializeBinary(payload), running);
        break;
      default:
        throw new Error(`the chaincode sent a message of type ${type.toString()}`);
    }
    return new Uint8Array(0);
  }

  /** Lets the chaincode of settlement go on with the transaction. */
  async #call(message: peer.ChaincodeMessage, running: Running): Promise<void> {
    const spec = peer.ChaincodeSpec.deserializeBinary(message.getPayload_asU8());
    const [settlement, input] = [this.#settlement, spec.getInput()];
    if (settlement === undefined || input === undefined) throw new Error('there is nobody to call');
    settlement.state = this.state;
    const called = await settlement.invokeWith(running.call, input);
    running.reads.push(...called.reads);
    for (const [key, value] of called.writes) {
      running.writes.set(key, value);
      running.settled.add(key);
    }
    const response = new peer.Response();
    response.setStatus(called.status);
    response.setMessage(called.message);
    response.setPayload(called.payload);
    const completed = new peer.ChaincodeMessage();
    completed.setType(TYPE.COMPLETED);
    completed.setPayload(response.serializeBinary());
    this.send(TYPE.RESPONSE, completed.serializeBinary(), message.getTxid());
  }

  #read(key: string, { reads }: Running): Uint8Array {
    reads.push(key);
    return this.state.get(key) ?? new Uint8Array(0);
  }

  #range(query: peer.GetStateByRange, { reads }: Running): Uint8Array {
    const [from, to] = [query.getStartkey(), query.getEndkey()];
    reads.push(`${from}..${to}`);
    const response = new peer.QueryResponse();
    const keys = [...this.state.keys()].filter((key) => key >= from && key < to).sort();
    response.setResultsList(
      keys.map((key) => {
        const entry = new ledger.queryresult.KV();
        entry.setKey(key);
        entry.setValue(this.state.get(key) ?? new Uint8Array(0));
        const bytes = new peer.QueryResultBytes();
        bytes.setResultbytes(entry.serializeBinary());
        return bytes;
      }),
    );
    return response.serializeBinary();
  }
}

function readyPayload({ batches }: ScriptedPeerOptions): Uint8Array {
  if (batches === undefined) return new Uint8Array(0);
  const offered = new peer.ChaincodeAdditionalParams();
  offered.setUseWriteBatch(true);
  offered.setMaxSizeWriteBatch(batches.writes);
  offered.setUseGetMultipleKeys(true);
  offered.setMaxSizeGetMultipleKeys(batches.reads);
  return offered.serializeBinary();
}

function writeTogether(batch: peer.WriteBatchState, { writes }: Running): void {
  for (const record of batch.getRecList()) writes.set(record.getKey(), record.getValue_asU8());
}
