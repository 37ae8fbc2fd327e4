import { common, ledger, peer } from '@hyperledger/fabric-protos';
import { join, ledgerWrites, settlementChaincodeOf, type Write } from '@bondledger/contract';

/** A transaction of the channel, as far as the ledger looks at it. */
export interface FabricTransaction {
  readonly txId: string;
  /** 0 where it is valid. */
  readonly validationCode: number;
  /** The client's clock: milliseconds since 1970. */
  readonly time: number;
  /** What it called; undefined where it is no valid call of chaincode. */
  readonly action: ChaincodeCall | undefined;
}

export interface ChaincodeCall {
  readonly chaincode: string;
  /** The chaincode's answer. */
  readonly payload: Uint8Array;
  /**
   * Its writes to the chaincode and to that of its settlement, in key order; undefined where one is
   * in the wrong of the two. Values are copies.
   */
  readonly writes: readonly Write[] | undefined;
  /** What each endorser signed, followed by the endorser's own identity. A view. */
  readonly signed: Uint8Array;
  readonly endorsements: readonly {
    /** An `msp.SerializedIdentity`. */
    readonly endorser: Uint8Array;
    /** ECDSA in DER. */
    readonly signature: Uint8Array;
  }[];
  /** The hash of the proposal that was answered. */
  readonly proposalHash: Uint8Array;
  /** The proposal that stands beside the answer. */
  readonly proposal: Uint8Array;
}

const VALID = peer.TxValidationCode.VALID;
const MILLIS_PER_SECOND = 1_000;
const NANOS_PER_MILLI = 1_000_000;
const NOTHING = new Uint8Array(0);

/** The transactions of a block, in its order. */
export function transactionsOf(block: common.Block): readonly FabricTransaction[] {
  const metadata = block.getMetadata()?.getMetadataList_asU8() ?? [];
  const codes = metadata[common.BlockMetadataIndex.TRANSACTIONS_FILTER] ?? new Uint8Array(0);
  const envelopes = block.getData()?.getDataList_asU8() ?? [];
  return envelopes.map((bytes, at) =>
    readEnvelope(bytes, codes[at] ?? peer.TxValidationCode.NOT_VALIDATED),
  );
}

/** A transaction that is not ordered yet. */
export const endorsedTransactionIn = (envelope: Uint8Array): FabricTransaction =>
  readEnvelope(envelope, VALID);

function readEnvelope(bytes: Uint8Array, validationCode: number): FabricTransaction {
  const payload = common.Payload.deserializeBinary(
    common.Envelope.deserializeBinary(bytes).getPayload_asU8(),
  );
  const channelHeader = payload.getHeader()?.getChannelHeader_asU8() ?? NOTHING;
  const header = common.ChannelHeader.deserializeBinary(channelHeader);
  const stamp = header.getTimestamp();
  const seconds = (stamp?.getSeconds() ?? 0) * MILLIS_PER_SECOND;
  // Whoever may send to the orderers can have anything in a block; only what is valid is a call.
  const isCall =
    validationCode === VALID && header.getType() === common.HeaderType.ENDORSER_TRANSACTION;
  const signatureHeader = payload.getHeader()?.getSignatureHeader_asU8() ?? NOTHING;
  return {
    txId: header.getTxId(),
    validationCode,
    time: seconds + Math.floor((stamp?.getNanos() ?? 0) / NANOS_PER_MILLI),
    action: isCall
      ? readCall(payload.getData_asU8(), join(channelHeader, signatureHeader))
      : undefined,
  };
}

function readCall(bytes: Uint8Array, headers: Uint8Array): ChaincodeCall | undefined {
  const [first] = peer.Transaction.deserializeBinary(bytes).getActionsList();
  if (first === undefined) return undefined;
  const endorsed = peer.ChaincodeActionPayload.deserializeBinary(first.getPayload_asU8());
  const signed = endorsed.getAction()?.getProposalResponsePayload_asU8();
  if (signed === undefined) return undefined;
  const response = peer.ProposalResponsePayload.deserializeBinary(signed);
  const action = peer.ChaincodeAction.deserializeBinary(response.getExtension_asU8());
  const chaincode = action.getChaincodeId()?.getName() ?? '';
  return {
    chaincode,
    payload: Uint8Array.from(action.getResponse()?.getPayload_asU8() ?? []),
    writes: writesOf(action.getResults_asU8(), chaincode),
    signed,
    endorsements: (endorsed.getAction()?.getEndorsementsList() ?? []).map((each) => ({
      endorser: each.getEndorser_asU8(),
      signature: each.getSignature_asU8(),
    })),
    proposalHash: response.getProposalHash_asU8(),
    proposal: join(headers, endorsed.getChaincodeProposalPayload_asU8()),
  };
}

function writesOf(results: Uint8Array, chaincode: string): readonly Write[] | undefined {
  const own = new Set([chaincode, settlementChaincodeOf(chaincode)]);
  const sets = ledger.rwset.TxReadWriteSet.deserializeBinary(results).getNsRwsetList();
  return ledgerWrites(
    chaincode,
    sets
      .filter((set) => own.has(set.getNamespace()))
      .map((set) => ({ namespace: set.getNamespace(), writes: writesIn(set.getRwset_asU8()) })),
  );
}

const writesIn = (bytes: Uint8Array): readonly Write[] =>
  ledger.rwset.kvrwset.KVRWSet.deserializeBinary(bytes)
    .getWritesList()
    .map((write) => ({
      key: write.getKey(),
      // A view would keep the whole block in memory.
      value: Uint8Array.from(write.getValue_asU8()),
    }));
