import type { ChaincodeResponse } from 'fabric-shim';
import { peer } from '@hyperledger/fabric-protos';
import { isSettlementKey } from '@bondledger/contract';
import { decodeKeys, decodeWrites, encodeValues } from './batch-messages.js';
import type { ShimChaincode, ShimStub } from './shim-door.js';
import { ERROR, OK } from './response.js';
import { StubState } from './stub-state.js';

/** What the ledger's chaincode asks the one of settlement for. */
export const READ = 'read';
export const WRITE = 'write';

const NOTHING = new Uint8Array(0);
const ABSENT = new Uint8Array(0);

export interface SettlementChaincodeOptions {
  /** The chaincode of the ledger: the only one that it answers. */
  readonly chaincode: string;
  /** Told of what failed inside: never with anything of a trade. */
  readonly onFailure: (transactionId: string, error: unknown) => void;
}

/**
 * Keeps the settlement keys of a ledger, whose chaincode reads and writes them through it. It has
 * no rules: they are applied by its caller, in the same transaction, before it writes. So it takes
 * no proposal of a client, and what it wrote counts for peers only with KSD's and BOK's signatures.
 */
export function settlementChaincode({
  chaincode,
  onFailure,
}: SettlementChaincodeOptions): ShimChaincode {
  const answer = async (stub: ShimStub): Promise<ChaincodeResponse> => {
    try {
      const payload = proposedTo(stub) === chaincode ? await perform(stub) : undefined;
      if (payload !== undefined) return { status: OK, message: '', payload };
      return { status: ERROR, message: 'CALL_INVALID' };
    } catch (error) {
      onFailure(stub.getTxID(), error);
      return { status: ERROR, message: 'CHAINCODE_FAILED' };
    }
  };
  return { Init: answer, Invoke: answer };
}

async function perform(stub: ShimStub): Promise<Uint8Array | undefined> {
  const state = new StubState(stub);
  const [name, payload, ...others] = stub.getBufferArgs();
  if (name === undefined || payload === undefined || others.length > 0) return undefined;
  switch (Buffer.from(name).toString()) {
    case READ: {
      const keys = decodeKeys(payload);
      const values = await state.read(keys);
      return encodeValues(keys.map((key) => values.get(key) ?? ABSENT));
    }
    case WRITE: {
      const writes = decodeWrites(payload);
      if (!writes.every(({ key }) => isSettlementKey(key))) return undefined;
      await state.write(writes);
      return NOTHING;
    }
    default:
      return undefined;
  }
}

/** The chaincode that the client's proposal names, whoever called this one. */
function proposedTo(stub: ShimStub): string | undefined {
  const { channelHeader } = stub.getSignedProposal().proposal.header;
  const extension = peer.ChaincodeHeaderExtension.deserializeBinary(
    channelHeader.getExtension_asU8(),
  );
  return extension.getChaincodeId()?.getName();
}
