import type { LoggedTransaction, Write } from '../block/block.js';
import { equalBytes } from '../bytes/text.js';
import { join } from '../bytes/join.js';
import type { Crypto } from '../crypto/crypto.js';
import type { FabricGenesis } from '../genesis/fabric-genesis.js';
import { decodeAnswer, ENGINE_PREFIX, loggedBatches } from './answer.js';
import { Message } from './protobuf.js';
import { ledgerWrites, settlementChaincodeOf } from './settlement-key.js';

/** A call of the ledger's chaincode as its endorsers signed it. */
export interface EndorsedTransaction {
  /** What each endorser signed, followed by the endorser's own identity. */
  readonly signed: Uint8Array;
  readonly endorsements: readonly {
    /** An `msp.SerializedIdentity`. */
    readonly endorser: Uint8Array;
    /** ECDSA in DER. */
    readonly signature: Uint8Array;
  }[];
  /** What the ledger logs of it. */
  readonly logged: LoggedTransaction;
}

const ENDORSER_TRANSACTION = 3;

/**
 * A channel's transaction as `common.Envelope`, with nothing but its payload and its signature in
 * their order. So the transactions of a block cannot be cut apart in another way: Fabric hashes
 * them without a border between them.
 *
 * @throws RangeError where the bytes are none.
 */
export function payloadOf(envelope: Uint8Array): Uint8Array {
  const message = new Message(envelope);
  const order = message.order.join();
  const payload = message.bytes(1);
  if ((order !== '1' && order !== '1,2') || payload.length === 0) {
    throw new RangeError('no envelope');
  }
  return payload;
}

/**
 * The endorsed call in an envelope: of the channel and the chaincode that the genesis names, and
 * with the endorsed answer to this very proposal.
 *
 * @throws RangeError where it is none.
 */
export function endorsedTransaction(
  crypto: Crypto,
  { channel, chaincode }: FabricGenesis,
  envelope: Uint8Array,
): EndorsedTransaction {
  const payload = new Message(payloadOf(envelope));
  const header = payload.message(1);
  const channelHeader = header.message(1);
  const isOurs =
    channelHeader.number(1) === ENDORSER_TRANSACTION && channelHeader.text(4) === channel;
  if (!isOurs) throw new RangeError('no call on this channel');
  const call = payload.message(2).message(1).message(2);
  const endorsed = call.message(2);
  const signed = endorsed.bytes(1);
  const answer = new Message(signed);
  const proposal = join(header.bytes(1), header.bytes(2), call.bytes(1));
  if (!equalBytes(answer.bytes(1), crypto.sha256(proposal))) {
    throw new RangeError('an answer to another proposal');
  }
  const action = answer.message(2);
  if (action.message(4).text(2) !== chaincode) throw new RangeError('another chaincode');
  const answered = decodeAnswer(action.message(3).bytes(3));
  if (answered === undefined) throw new RangeError('no answer of this chaincode');
  return {
    signed,
    endorsements: endorsed.all(2).map((each) => {
      const endorsement = new Message(each);
      return { endorser: endorsement.bytes(1), signature: endorsement.bytes(2) };
    }),
    logged: {
      batches: loggedBatches(answered),
      writes: writesOf(action.message(1), chaincode),
    },
  };
}

/** The writes to the ledger's two chaincodes, without the engine's own keys. */
function writesOf(results: Message, chaincode: string): readonly Write[] {
  const own = [chaincode, settlementChaincodeOf(chaincode)];
  const sets = results
    .all(2)
    .map((bytes) => new Message(bytes))
    .filter((set) => own.includes(set.text(1)))
    .map((set) => ({ namespace: set.text(1), writes: set.message(2).all(3).map(writeOf) }));
  const isOnce = new Set(sets.map(({ namespace }) => namespace)).size === sets.length;
  const writes = isOnce ? ledgerWrites(chaincode, sets) : undefined;
  if (writes === undefined) throw new RangeError('no write set of this ledger');
  return writes.filter(({ key }) => !key.startsWith(ENGINE_PREFIX));
}

function writeOf(bytes: Uint8Array): Write {
  const write = new Message(bytes);
  return { key: write.text(1), value: write.bytes(3) };
}
