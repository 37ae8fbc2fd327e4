import { createServer, type AddressInfo } from 'node:net';
import type { Submission, Transaction } from '@bondledger/contract';
import { settlementChaincode } from '../../src/chaincode/settlement-chaincode.js';
import { serveChaincode } from '../../src/chaincode/serve-chaincode.js';
import type { ShimChaincode } from '../../src/chaincode/shim-door.js';
import { transactionCall } from '../../src/wire/proposal.js';
import { CHAINCODE, type Call } from './proposals.js';
import { ScriptedPeer, type ScriptedPeerOptions } from './scripted-peer.js';
import type { TlsFiles } from './tls-files.js';

/** A peer that takes a thousand keys in one message. */
export const NATIVE = { writes: 1000, reads: 1000 };

/** Chaincode processes in this one, and the scripted peers that are connected to them. */
export class Shells {
  readonly #opened: { close(): unknown }[] = [];

  /** Ends all of them, the newest first. */
  async close(): Promise<void> {
    for (const each of this.#opened.splice(0).reverse()) await each.close();
  }

  /** Serves chaincode; its address. */
  async serve(chaincode: ShimChaincode, tls: TlsFiles): Promise<string> {
    const address = await freeAddress();
    this.keep(await serveChaincode(chaincode, { address, packageId: 'bonds:1', tls }));
    return address;
  }

  /** Serves the ledger's chaincode and that of settlement, and connects a peer to both. */
  async process(
    chaincode: ShimChaincode,
    tls: TlsFiles,
    batches?: ScriptedPeerOptions['batches'],
  ): Promise<ScriptedPeer> {
    const keeper = settlementChaincode({ chaincode: CHAINCODE, onFailure: noFailure });
    const [address, settlement] = [await this.serve(chaincode, tls), await this.serve(keeper, tls)];
    const options = { address, settlement, tls, ...(batches === undefined ? {} : { batches }) };
    return this.keep(await ScriptedPeer.connect(options));
  }

  async connect(
    address: string,
    tls: TlsFiles,
    batches?: ScriptedPeerOptions['batches'],
  ): Promise<ScriptedPeer> {
    const options = batches === undefined ? { address, tls } : { address, tls, batches };
    return this.keep(await ScriptedPeer.connect(options));
  }

  /** Is closed with the others. */
  keep<T extends { close(): unknown }>(each: T): T {
    this.#opened.push(each);
    return each;
  }
}

const noFailure = (_: string, error: unknown): void => {
  throw error;
};

async function freeAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `127.0.0.1:${port.toString()}`;
}

/** The call that a client would make of a transaction. */
export function callOf(transaction: Transaction): Call {
  const { functionName, args, transient } = transactionCall(transaction);
  return { name: functionName, args, transient };
}

export const putCall = (...submissions: readonly Submission[]): Call =>
  callOf({ submissions, skip: [] });
