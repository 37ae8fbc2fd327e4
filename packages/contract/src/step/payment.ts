import {
  afterPaymentRequest,
  cashLegs,
  isFreeOfPayment,
  isPaymentNo,
  type Rejection,
} from '@bondledger/domain';
import type { StepAnswer, StepContext } from '../apply/step-context.js';
import { toBase64 } from '../bytes/text.js';
import { legsCommitment } from '../instruction/commitment.js';
import { paymentNoOf } from '../instruction/numbers.js';
import {
  openRecord,
  paymentRecordKey,
  sealRecord,
  type PaymentContent,
} from '../record/sealed-json.js';
import { chainTradesOf, methodsOf } from './chain.js';
import { findSubject, moveAll, putChain, stopped, type Subject } from './settlement-step.js';

/** How often the payment of a subject was requested so far. */
const attemptsOf = ({ chain, entries }: Subject): number =>
  chain === undefined ? (entries[0]?.core.payment?.attempt ?? 0) : chain.attempt;

const nameOf = ({ chain, entries }: Subject): string =>
  chain === undefined ? (entries[0]?.core.settlementNo ?? '') : chain.chainId;

function putPayment(context: StepContext, content: PaymentContent): void {
  const key = context.instruction.opening.paymentKey;
  if (key === undefined) return;
  const { workspace } = context;
  const name = paymentRecordKey(content.paymentNo);
  workspace.put(name, content, () => sealRecord(workspace.crypto, key, name, content));
}

/** REQUEST_PAYMENT (이체요청): one payment group for the trade or the whole chain. */
export function requestPayment(context: StepContext): StepAnswer {
  const subject = findSubject(context, { committed: true });
  if (!subject.ok) return subject.answer;
  const { paymentNo, payment } = context.core.data;
  const { crypto } = context.environment;
  const key = context.instruction.opening.paymentKey;
  if (key?.length !== 32) return stopped({ code: 'OPENING_WRONG' }).answer;
  if (isFreeOfPayment(methodsOf(subject.entries))) return stopped({ code: 'PAYMENT_FREE' }).answer;
  const trades = chainTradesOf(subject.entries, context.day.businessDate);
  if (!trades.ok) return stopped(trades.rejection).answer;
  const attempt = attemptsOf(subject) + 1;
  const expected = paymentNoOf(nameOf(subject), attempt);
  const legs = cashLegs(trades.value).map(
    ({ institution, amount }) => [institution, amount.toString()] as const,
  );
  if (payment !== legsCommitment(crypto, key, expected, legs)) {
    return stopped({ code: paymentNo === expected ? 'PAYMENT_DIFFERS' : 'PAYMENT_NUMBER_WRONG' })
      .answer;
  }
  if (paymentNo !== expected) return stopped({ code: 'PAYMENT_NUMBER_WRONG' }).answer;
  const state = afterPaymentRequest(legs.length === 0);
  const { leaf } = context.instruction;
  const { chain } = subject;
  putPayment(context, {
    ...(chain === undefined ? {} : { chainId: chain.chainId }),
    legs,
    paymentNo: expected,
    request: leaf,
    state: state === 'PAID' ? 'PAID' : 'REQUESTED',
    trades: subject.openings.map(({ tradeId, coreKey }) => [tradeId, toBase64(coreKey)]),
  });
  if (chain !== undefined) putChain(context, { ...chain, attempt, state });
  return moveAll(context, subject, () => ({
    payment: { attempt, leaf, paymentNo: expected },
    state,
  }));
}

interface OpenPayment {
  readonly ok: true;
  readonly subject: Subject;
  readonly payment: PaymentContent;
}

/** The open payment that an instruction is about. */
function findPayment(
  context: StepContext,
  committed: boolean,
): OpenPayment | { readonly ok: false; readonly answer: StepAnswer } {
  const subject = findSubject(context, { committed });
  if (!subject.ok) return subject;
  const { paymentNo } = context.core.data;
  if (typeof paymentNo !== 'string' || !isPaymentNo(paymentNo)) {
    return stopped({ code: 'PAYMENT_NUMBER_WRONG' });
  }
  const key = context.instruction.opening.paymentKey;
  if (key?.length !== 32) return stopped({ code: 'OPENING_WRONG' });
  const { workspace } = context;
  const name = paymentRecordKey(paymentNo);
  const found = workspace.get(name, (bytes) =>
    openRecord<PaymentContent>(workspace.crypto, key, name, bytes),
  );
  if (!found.ok) return stopped(found.rejection);
  const payment = found.value;
  if (payment === undefined) return stopped({ code: 'PAYMENT_UNKNOWN' });
  if (subject.entries.some(({ core }) => core.payment?.paymentNo !== paymentNo)) {
    return stopped({ code: 'PAYMENT_NUMBER_WRONG' });
  }
  return { ok: true, subject, payment };
}

/** REVOKE_PAYMENT (이체요청 취소): KSD asks the payment back; only BOK's answer moves the trade. */
export function revokePayment(context: StepContext): StepAnswer {
  const found = findPayment(context, true);
  if (!found.ok) return found.answer;
  if (found.payment.state !== 'REQUESTED') return stopped({ code: 'PAYMENT_NOT_OPEN' }).answer;
  putPayment(context, { ...found.payment, state: 'ASKED_BACK' });
  return moveAll(context, found.subject, ({ core }) => ({
    payment: core.payment && { askedBack: true, ...core.payment },
  }));
}

/** What BOK's answer must name: the request, and the very amounts. */
function wrongAnswer(context: StepContext, payment: PaymentContent): Rejection | undefined {
  if (context.core.answers !== payment.request) return { code: 'ANSWER_WRONG' };
  const key = context.instruction.opening.paymentKey;
  if (key === undefined) return { code: 'OPENING_WRONG' };
  const { crypto } = context.environment;
  const expected = legsCommitment(crypto, key, payment.paymentNo, payment.legs);
  return context.core.data['payment'] === expected ? undefined : { code: 'PAYMENT_DIFFERS' };
}

/** CONFIRM_PAYMENT (이체확인): the group moved as a whole. */
export function confirmPayment(context: StepContext): StepAnswer {
  const found = findPayment(context, false);
  if (!found.ok) return found.answer;
  const wrong = wrongAnswer(context, found.payment);
  if (wrong !== undefined) return stopped(wrong).answer;
  putPayment(context, { ...found.payment, state: 'PAID' });
  const { chain } = found.subject;
  if (chain !== undefined) putChain(context, { ...chain, state: 'PAID' });
  return moveAll(context, found.subject, () => ({ state: 'PAID' }));
}

/** CONFIRM_REVOKED (취소 확인): nothing moved and nothing will; the trade may be requested again. */
export function confirmRevoked(context: StepContext): StepAnswer {
  const found = findPayment(context, false);
  if (!found.ok) return found.answer;
  const wrong = wrongAnswer(context, found.payment);
  if (wrong !== undefined) return stopped(wrong).answer;
  if (found.payment.state !== 'ASKED_BACK') return stopped({ code: 'PAYMENT_NOT_REVOKED' }).answer;
  putPayment(context, { ...found.payment, state: 'REVOKED' });
  const { chain } = found.subject;
  if (chain !== undefined) putChain(context, { ...chain, state: 'RESTRICTED' });
  return moveAll(context, found.subject, () => ({ state: 'RESTRICTED' }));
}
