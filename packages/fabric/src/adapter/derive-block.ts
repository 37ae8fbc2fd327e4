import type { common } from '@hyperledger/fabric-protos';
import {
  decodeAnswer,
  ENGINE_PREFIX,
  loggedBatches,
  type LoggedTransaction,
} from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import { transactionsOf, type ChaincodeCall, type FabricTransaction } from './fabric-block.js';

/** What became of one transaction of the channel. */
export interface Committed {
  readonly txId: string;
  readonly validationCode: number;
  /** Its place among the block's transactions of the ledger; undefined where it is none of them. */
  readonly transactionIndex: number | undefined;
}

/** What a block of the channel means for the ledger. */
export interface Derived {
  /** Those of the ledger; a block without any is no block of the ledger. */
  readonly transactions: readonly LoggedTransaction[];
  /** The same as their endorsers signed them, and those that write where they must not. */
  readonly calls: readonly ChaincodeCall[];
  readonly committed: readonly Committed[];
  /** ISO 8601, UTC, of the first transaction of the ledger. */
  readonly time: string;
}

/**
 * The ledger's transactions in a block of the channel: the valid calls of its chaincode that wrote
 * something. A pure function of the block, so everybody who follows the channel derives the same.
 *
 * @throws BondledgerError CHANNEL_WRONG where the chaincode of this name is another one
 */
export function deriveBlock(block: common.Block, channel: string, chaincode: string): Derived {
  const transactions: LoggedTransaction[] = [];
  const calls: ChaincodeCall[] = [];
  const committed: Committed[] = [];
  let time: number | undefined;
  for (const each of transactionsOf(block)) {
    const call = callOf(each, chaincode);
    const logged = loggedOf(call, channel, chaincode);
    const transactionIndex = logged === undefined ? undefined : transactions.push(logged) - 1;
    if (logged !== undefined) time ??= each.time;
    if (call !== undefined && (logged !== undefined || call.writes === undefined)) calls.push(call);
    committed.push({ txId: each.txId, validationCode: each.validationCode, transactionIndex });
  }
  return { transactions, calls, committed, time: new Date(time ?? 0).toISOString() };
}

const callOf = (
  { validationCode, action }: FabricTransaction,
  chaincode: string,
): ChaincodeCall | undefined =>
  validationCode === 0 && action?.chaincode === chaincode ? action : undefined;

function loggedOf(
  call: ChaincodeCall | undefined,
  channel: string,
  chaincode: string,
): LoggedTransaction | undefined {
  const writes = call?.writes?.filter(({ key }) => !key.startsWith(ENGINE_PREFIX)) ?? [];
  if (call === undefined || writes.length === 0) return undefined;
  const answered = decodeAnswer(call.payload);
  if (answered !== undefined) return { batches: loggedBatches(answered), writes };
  const params = { channel, detail: chaincode };
  throw new BondledgerError({ code: 'CHANNEL_WRONG', params });
}
