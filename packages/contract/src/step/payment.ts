import { afterPaymentRequest, cashLegs, isFreeOfPayment, type Rejection } from '@bondledger/domain';
import type { StepAnswer, StepContext } from '../apply/step-context.js';
import { toBase64 } from '../bytes/text.js';
import { legsCommitment } from '../instruction/commitment.js';
import { paymentNoOf } from '../instruction/numbers.js';
import type { PaymentContent } from '../record/sealed-json.js';
import { bothSides, chainTradesOf, methodsOf } from './chain.js';
import { moveAll } from './move-all.js';
import { putChain, putPayment } from './settlement-records.js';
import { findSubject, stopped, type Subject } from './subject.js';

type Legs = PaymentContent['legs'];

/** The number that the next payment of the subject must have. */
function nextPaymentNo({ chain, entries }: Subject): string {
  if (chain !== undefined) return paymentNoOf(chain.chainId, chain.attempt + 1);
  const core = entries[0]?.core;
  return paymentNoOf(core?.settlementNo ?? '', (core?.payment?.attempt ?? 0) + 1);
}

function wrongRequest(context: StepContext, subject: Subject, legs: Legs): Rejection | undefined {
  const { paymentNo } = context.core.data;
  if (!isCommitted(context, legs)) return { code: 'PAYMENT_DIFFERS' };
  if (paymentNo !== nextPaymentNo(subject) || subject.payment !== undefined) {
    return { code: 'PAYMENT_NUMBER_WRONG' };
  }
  return isFreeOfPayment(methodsOf(subject.entries)) ? { code: 'PAYMENT_FREE' } : undefined;
}

/** Did the sender name these very legs, under the number that it gave? */
function isCommitted({ core, environment, instruction }: StepContext, legs: Legs): boolean {
  const { payment, paymentNo } = core.data;
  const key = instruction.opening.paymentKey;
  if (key === undefined || typeof paymentNo !== 'string') return false;
  return payment === legsCommitment(environment.crypto, key, paymentNo, legs);
}

/** REQUEST_PAYMENT (이체요청): one payment group for the trade or the whole chain. */
export function requestPayment(context: StepContext): StepAnswer {
  const subject = findSubject(context, { payment: 'new', sides: bothSides });
  if (!subject.ok) return subject.answer;
  const trades = chainTradesOf(subject.entries, context.day.businessDate);
  if (!trades.ok) return stopped(trades.rejection).answer;
  const legs = cashLegs(trades.value).map(
    ({ institution, amount }) => [institution, amount.toString()] as const,
  );
  const wrong = wrongRequest(context, subject, legs);
  if (wrong !== undefined) return stopped(wrong).answer;
  const paymentNo = nextPaymentNo(subject);
  const state = afterPaymentRequest(legs.length === 0);
  const { leaf } = context.instruction;
  const { chain } = subject;
  putPayment(context, {
    chainId: chain?.chainId,
    legs,
    paymentNo,
    request: leaf,
    state: state === 'PAID' ? 'PAID' : 'REQUESTED',
    trades: subject.openings.map(({ tradeId, coreKey }) => [tradeId, toBase64(coreKey)]),
  });
  if (chain !== undefined) putChain(context, { ...chain, attempt: chain.attempt + 1, state });
  return moveAll(context, subject, ({ core }) => ({
    payment: { attempt: (core.payment?.attempt ?? 0) + 1, leaf, paymentNo },
    state,
  }));
}

interface OpenPayment {
  readonly ok: true;
  readonly subject: Subject;
  readonly payment: PaymentContent;
}

type FoundPayment = OpenPayment | { readonly ok: false; readonly answer: StepAnswer };

/** The open payment that an instruction is about. */
function findOpen(context: StepContext, isAnswer: boolean): FoundPayment {
  const subject = findSubject(context, {
    payment: 'open',
    ...(isAnswer ? { answers: ({ request }: PaymentContent) => request } : {}),
  });
  if (!subject.ok) return subject;
  const { payment } = subject;
  return payment === undefined
    ? stopped({ code: 'PAYMENT_UNKNOWN' })
    : { ok: true, subject, payment };
}

const isOther = ({ entries }: Subject, { paymentNo }: PaymentContent): boolean =>
  entries.some(({ core }) => core.payment?.paymentNo !== paymentNo);

/** REVOKE_PAYMENT (이체요청 취소): KSD asks the payment back; only BOK's answer moves the trade. */
export function revokePayment(context: StepContext): StepAnswer {
  const found = findOpen(context, false);
  if (!found.ok) return found.answer;
  const { payment, subject } = found;
  if (payment.state !== 'REQUESTED') return stopped({ code: 'PAYMENT_NOT_OPEN' }).answer;
  if (isOther(subject, payment)) return stopped({ code: 'PAYMENT_NUMBER_WRONG' }).answer;
  putPayment(context, { ...payment, state: 'ASKED_BACK' });
  return moveAll(context, subject, ({ core }) => ({
    payment: core.payment && { askedBack: true, ...core.payment },
  }));
}

/** BOK's answers name the very amounts of the request. */
function wrongAnswer(
  context: StepContext,
  { subject, payment }: OpenPayment,
): Rejection | undefined {
  if (!isCommitted(context, payment.legs)) return { code: 'PAYMENT_DIFFERS' };
  return isOther(subject, payment) ? { code: 'PAYMENT_NUMBER_WRONG' } : undefined;
}

/** CONFIRM_PAYMENT (이체확인): the group moved as a whole. */
export function confirmPayment(context: StepContext): StepAnswer {
  const found = findOpen(context, true);
  if (!found.ok) return found.answer;
  const wrong = wrongAnswer(context, found);
  if (wrong !== undefined) return stopped(wrong).answer;
  putPayment(context, { ...found.payment, state: 'PAID' });
  const { chain } = found.subject;
  if (chain !== undefined) putChain(context, { ...chain, state: 'PAID' });
  return moveAll(context, found.subject, () => ({ state: 'PAID' }));
}

/** CONFIRM_REVOKED (취소 확인): nothing moved and nothing will; the trade may be requested again. */
export function confirmRevoked(context: StepContext): StepAnswer {
  const found = findOpen(context, true);
  if (!found.ok) return found.answer;
  const wrong = wrongAnswer(context, found);
  if (wrong !== undefined) return stopped(wrong).answer;
  if (found.payment.state !== 'ASKED_BACK') return stopped({ code: 'PAYMENT_NOT_REVOKED' }).answer;
  putPayment(context, { ...found.payment, state: 'REVOKED' });
  const { chain } = found.subject;
  if (chain !== undefined) putChain(context, { ...chain, state: 'RESTRICTED' });
  return moveAll(context, found.subject, () => ({ state: 'RESTRICTED' }));
}
