import type { ProposedCall } from '../wire/proposal.js';
import type { ChaincodeCall } from './fabric-block.js';

/** A proposal that all of its endorsers answered alike. Times in milliseconds. */
export interface Endorsed {
  readonly transactionId: string;
  /** The chaincode's answer. */
  readonly result: Uint8Array;
  /** Of the transaction, in bytes. */
  readonly size: number;
  /** What its endorsers signed. */
  answered(): AnsweredCall;
  submit(milliseconds: number): Promise<unknown>;
}

/** An answer with its endorsements. */
export interface AnsweredCall {
  readonly txId: string;
  /** Undefined where it is no call of chaincode. */
  readonly call: ChaincodeCall | undefined;
}

/** A peer by which is proposed. */
export interface ProposingPeer {
  /** @param organizations MSPs: exactly these endorse */
  endorse(
    call: ProposedCall,
    organizations: readonly string[],
    milliseconds: number,
  ): Promise<Endorsed>;
}

/** Several of them, one in use. */
export interface Proposing {
  current(): ProposingPeer;
  /** Changes to the next, unless another is in use already. */
  leave(peer: ProposingPeer): void;
}
