import type { common } from '@hyperledger/fabric-protos';
import {
  dataHashOf,
  equalBytes,
  headerOf,
  isSettlementKey,
  join,
  orderersOf,
  rememberingFinder,
  signatoryOf,
  type Crypto,
  type FabricGenesis,
  type FindMember,
} from '@bondledger/contract';
import { BOK, BondledgerError, KSD } from '@bondledger/domain';
import type { ChaincodeCall } from './fabric-block.js';
import { orderedBlockOf } from './ordered-block.js';

/** What is not as it must be in a block that a peer gave. */
export type BlockFault =
  /** It is no block, or another one than was asked for. */
  | 'bytes'
  | 'number'
  /** Its header does not belong to its transactions, or not to the block before. */
  | 'data'
  | 'previous'
  /** No orderer of the consortium signed it. */
  | 'orderer'
  /** The peer calls a transaction valid that the two endorsers did not endorse. */
  | 'endorsement'
  /** The peer calls valid what was not before, or the other way round. */
  | 'validity';

/** What is checked of whatever a peer gives, before anything is derived of it. */
export interface ChannelChecks {
  /**
   * A block: its transactions, the block before it, its orderer's signature.
   *
   * @param before Hash of the header before it, where it is known.
   * @returns Hash of its header.
   * @throws BondledgerError BLOCK_UNTRUSTED
   */
  requireOrdered(block: common.Block, before: Uint8Array | undefined): Uint8Array;
  /**
   * Did KSD's peer and another one endorse the call, BOK's where it writes what settles? Nobody
   * who is to be trusted endorses writes to the wrong chaincode.
   */
  isEndorsed(call: ChaincodeCall): boolean;
  /** The institutions whose peers signed an answer; undefined where the genesis names none. */
  endorsersOf(call: ChaincodeCall): ReadonlySet<string> | undefined;
}

/**
 * The checks by the certificates that a genesis names. A genesis that names none leaves the hashes
 * to be checked, and no signature.
 */
export function channelChecks(crypto: Crypto, fabric: FabricGenesis | undefined): ChannelChecks {
  const find = fabric === undefined ? undefined : rememberingFinder(crypto, fabric);
  const endorsersOf: ChannelChecks['endorsersOf'] = (call) =>
    find === undefined ? undefined : endorsersIn(crypto, find, call);
  return {
    endorsersOf,
    isEndorsed(call) {
      if (call.writes === undefined) return false;
      const endorsers = endorsersOf(call);
      if (endorsers === undefined) return true;
      const settles = call.writes.some(({ key }) => isSettlementKey(key));
      return endorsers.has(KSD) && endorsers.size > 1 && (!settles || endorsers.has(BOK));
    },
    requireOrdered(block, before) {
      const number = block.getHeader()?.getNumber() ?? -1;
      try {
        return hashOf(crypto, find, block, before);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        throw untrusted(number, 'bytes');
      }
    },
  };
}

/** @throws BondledgerError BLOCK_UNTRUSTED; RangeError where the block is none */
function hashOf(
  crypto: Crypto,
  find: FindMember | undefined,
  block: common.Block,
  before: Uint8Array | undefined,
): Uint8Array {
  const ordered = orderedBlockOf(block);
  const { number, previous } = ordered;
  // Nothing comes before the first block, and nobody signs it: the second one names its hash.
  const isFirst = number === 0;
  const dataHash = dataHashOf(crypto, ordered);
  if (!equalBytes(dataHash, block.getHeader()?.getDataHash_asU8() ?? new Uint8Array(0))) {
    throw untrusted(number, 'data');
  }
  if (before !== undefined && !isFirst && !equalBytes(previous, before)) {
    throw untrusted(number, 'previous');
  }
  const header = headerOf(ordered, dataHash);
  if (!isFirst && find !== undefined && orderersOf(crypto, find, ordered, header) === undefined) {
    throw untrusted(number, 'orderer');
  }
  return crypto.sha256(header);
}

/** A signature that does not hold counts for nobody, as it does for Fabric's peers. */
function endorsersIn(
  crypto: Crypto,
  find: FindMember,
  { proposalHash, proposal, signed, endorsements }: ChaincodeCall,
): ReadonlySet<string> {
  const found = new Set<string>();
  if (!equalBytes(crypto.sha256(proposal), proposalHash)) return found;
  for (const { endorser, signature } of endorsements) {
    const message = join(signed, endorser);
    const by = memberOrNone(() =>
      signatoryOf(crypto, find, 'peer', { identity: endorser, message, der: signature }),
    );
    if (by !== undefined) found.add(by.institution);
  }
  return found;
}

function memberOrNone<T>(find: () => T): T | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The error that a block is refused with; `fromNode` adds who gave it. */
export const untrusted = (number: number, detail: BlockFault): BondledgerError =>
  new BondledgerError({
    code: 'BLOCK_UNTRUSTED',
    params: { block: number.toString(), detail },
  });

/** The same error, with the name of the peer that gave the block. */
export function fromNode(error: unknown, node: string): unknown {
  if (!(error instanceof BondledgerError) || error.code !== 'BLOCK_UNTRUSTED') return error;
  return new BondledgerError({ code: error.code, params: { ...error.params, node } });
}
