import type { ChaincodeResponse } from 'fabric-shim';
import type { Genesis } from '@bondledger/contract';
import { INIT, isFunctionName, TRANSACTION_FIELD } from '../wire/operations.js';
import { encodeRefusal } from '../wire/refusal.js';
import { decodeTransactionInput } from '../wire/transaction-input.js';
import { exceededBy, isTooLong } from '../wire/transaction-size.js';
import { answerQuery } from './answer-query.js';
import { ERROR, OK } from './response.js';
import { SettledState } from './settled-state.js';
import type { ShimChaincode, ShimStub } from './shim-door.js';
import { putTransaction, type CallResult, type ChaincodeContext } from './put-transaction.js';
import { startLedger } from './start-ledger.js';
import { StubState } from './stub-state.js';

export interface ChaincodeOptions {
  readonly context: ChaincodeContext;
  readonly genesis: Genesis;
  /** Told of what failed inside: never with anything of a trade. */
  readonly onFailure: (transactionId: string, error: unknown) => void;
}

/**
 * The contract as chaincode. Whatever happens inside becomes an answer: an exception that reached
 * the shim would leave the peer waiting until its deadline.
 */
export function bondledgerChaincode(options: ChaincodeOptions): ShimChaincode {
  const answer = async (stub: ShimStub): Promise<ChaincodeResponse> => {
    try {
      return responseOf(await call(options, stub));
    } catch (error) {
      options.onFailure(stub.getTxID(), error);
      return responseOf({ refusal: 'CHAINCODE_FAILED' });
    }
  };
  return { Init: answer, Invoke: answer };
}

async function call({ context, genesis }: ChaincodeOptions, stub: ShimStub): Promise<CallResult> {
  const { fcn, params } = stub.getFunctionAndParameters();
  const state = new SettledState(stub, new StubState(stub), context.chaincode);
  if (!isFunctionName(fcn)) return { refusal: 'CALL_INVALID' };
  if (fcn === INIT) return startLedger(context, state, genesis);
  if (fcn !== 'putTradeInfo' && fcn !== 'putTradeInfoList') return answerQuery(state, fcn, params);
  const bytes = stub.getTransient().get(TRANSACTION_FIELD);
  if (bytes !== undefined && isTooLong(bytes)) return { refusal: 'CALL_TOO_LARGE' };
  const transaction = bytes === undefined ? undefined : decodeTransactionInput(bytes);
  // Whoever put something into the arguments has told it to every peer: it is not endorsed.
  if (transaction === undefined || params.length > 0) return { refusal: 'CALL_INVALID' };
  if (fcn === 'putTradeInfo' && transaction.submissions.length !== 1) {
    return { refusal: 'CALL_INVALID' };
  }
  if (exceededBy(transaction) !== undefined) return { refusal: 'CALL_TOO_LARGE' };
  return putTransaction(context, state, transaction);
}

function responseOf(result: CallResult): ChaincodeResponse {
  if ('payload' in result) return { status: OK, message: '', payload: result.payload };
  return { status: ERROR, message: encodeRefusal(result.refusal, result.leaves) };
}
