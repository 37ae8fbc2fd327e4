import { common, ledger, peer } from '@hyperledger/fabric-protos';
import { isSettlementKey, settlementChaincodeOf, type Write } from '@bondledger/contract';

/** One transaction of a made block. */
export interface MadeTransaction {
  readonly txId: string;
  readonly chaincode?: string;
  readonly payload?: Uint8Array;
  readonly writes?: readonly Write[];
  readonly validationCode?: number;
  /** Milliseconds since 1970. */
  readonly time?: number;
  /** No call of chaincode: a change of the channel's configuration. */
  readonly isConfiguration?: boolean;
}

/** A block as peers deliver it. */
export function fabricBlock(
  number: number,
  transactions: readonly MadeTransaction[],
): common.Block {
  const header = new common.BlockHeader();
  header.setNumber(number);
  const data = new common.BlockData();
  data.setDataList(transactions.map((each) => envelopeOf(each).serializeBinary()));
  const codes = Uint8Array.from(transactions, ({ validationCode }) => validationCode ?? 0);
  const metadata = new common.BlockMetadata();
  metadata.setMetadataList([new Uint8Array(0), new Uint8Array(0), codes]);
  const block = new common.Block();
  block.setHeader(header);
  block.setData(data);
  block.setMetadata(metadata);
  // As it comes over the wire: nothing is shared with what it was made of.
  return common.Block.deserializeBinary(block.serializeBinary());
}

function envelopeOf(made: MadeTransaction): common.Envelope {
  const channelHeader = new common.ChannelHeader();
  const isCall = made.isConfiguration !== true;
  channelHeader.setType(isCall ? common.HeaderType.ENDORSER_TRANSACTION : common.HeaderType.CONFIG);
  channelHeader.setTxId(made.txId);
  const header = new common.Header();
  header.setChannelHeader(
    Buffer.concat([channelHeader.serializeBinary(), timestampField(made.time ?? 0)]),
  );
  const payload = new common.Payload();
  payload.setHeader(header);
  if (isCall) payload.setData(transactionOf(made).serializeBinary());
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  return envelope;
}

/** The timestamp of a channel header as its bytes: field 3, with seconds (1) and nanos (2). */
function timestampField(time: number): Buffer {
  const seconds = varint(Math.floor(time / 1_000));
  const nanos = varint((time % 1_000) * 1_000_000);
  const stamp = Buffer.concat([Buffer.of(0x08), seconds, Buffer.of(0x10), nanos]);
  return Buffer.concat([Buffer.of(0x1a, stamp.length), stamp]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return Buffer.from([...bytes, rest]);
}

function transactionOf({ chaincode = 'bonds', payload, writes = [] }: MadeTransaction) {
  const response = new peer.Response();
  response.setStatus(200);
  response.setPayload(payload ?? new Uint8Array(0));
  const id = new peer.ChaincodeID();
  id.setName(chaincode);
  const action = new peer.ChaincodeAction();
  action.setChaincodeId(id);
  action.setResponse(response);
  action.setResults(readWriteSet(chaincode, writes).serializeBinary());
  const proposed = new peer.ProposalResponsePayload();
  proposed.setExtension$(action.serializeBinary());
  const endorsed = new peer.ChaincodeEndorsedAction();
  endorsed.setProposalResponsePayload(proposed.serializeBinary());
  const actionPayload = new peer.ChaincodeActionPayload();
  actionPayload.setAction(endorsed);
  const first = new peer.TransactionAction();
  first.setPayload(actionPayload.serializeBinary());
  const transaction = new peer.Transaction();
  transaction.setActionsList([first]);
  return transaction;
}

/**
 * The writes of a transaction, those of settlement in the namespace of their own, beside the
 * namespace of the lifecycle that each one reads.
 *
 * @param isMisplaced Puts the writes of settlement to the others, and the others to them.
 */
export function readWriteSet(
  chaincode: string,
  writes: readonly Write[],
  isMisplaced = false,
): ledger.rwset.TxReadWriteSet {
  const settlement = settlementChaincodeOf(chaincode);
  const namespaceOf = ({ key }: Write): string =>
    isSettlementKey(key) === isMisplaced ? chaincode : settlement;
  const all = new ledger.rwset.TxReadWriteSet();
  all.setNsRwsetList(
    ['_lifecycle', chaincode, settlement].map((namespace) => {
      const own = writes.filter((write) => namespaceOf(write) === namespace);
      const set = new ledger.rwset.NsReadWriteSet();
      set.setNamespace(namespace);
      set.setRwset(writesOf(own).serializeBinary());
      return set;
    }),
  );
  return all;
}

function writesOf(writes: readonly Write[]): ledger.rwset.kvrwset.KVRWSet {
  const set = new ledger.rwset.kvrwset.KVRWSet();
  set.setWritesList(
    writes.map(({ key, value }) => {
      const write = new ledger.rwset.kvrwset.KVWrite();
      write.setKey(key);
      write.setValue(value);
      return write;
    }),
  );
  return set;
}
