import { settlementNoOf } from '@bondledger/contract';
import { isChainId, isPaymentNo } from '@bondledger/domain';
import { sideOfParty, type Requested, type Story, type Telling } from './story.js';

type Change = Partial<
  Pick<Story, 'cancel' | 'chainId' | 'confirmLeaf' | 'instructed' | 'requested'>
>;

/** What a step changes beside the trade's place; undefined where it may not stand here. */
export function changeOf(story: Story, telling: Telling): Change | undefined {
  const { step, leaf, side, core } = telling;
  switch (step) {
    case 'CONFIRM':
      return { confirmLeaf: leaf };
    case 'INSTRUCT':
      return side && { instructed: { ...story.instructed, [side]: leaf } };
    case 'REQUEST_CANCEL':
    case 'CONFIRM_CANCEL':
    case 'DROP_CANCEL':
      return cancelChange(story, telling);
    case 'MERGE':
      return core.chainId !== undefined && isChainId(core.chainId)
        ? { cancel: undefined, chainId: core.chainId }
        : undefined;
    case 'SPLIT':
      return { chainId: undefined };
    case 'RESTRICT':
    case 'EXPIRE':
    case 'FAIL':
      return { cancel: undefined };
    case 'REQUEST_PAYMENT':
    case 'REVOKE_PAYMENT':
    case 'CONFIRM_PAYMENT':
    case 'CONFIRM_REVOKED':
      return paymentChange(story, telling);
    case 'SUBMIT':
    case 'WITHDRAW':
    case 'REJECT':
    case 'APPROVE':
    case 'DECLINE':
    case 'RELEASE':
    case 'SETTLE':
    case 'REGRANT':
      return {};
  }
}

function cancelChange(story: Story, { step, leaf, core }: Telling): Change | undefined {
  const by = sideOfParty(story, core.participant);
  if (by === undefined) return undefined;
  if (step === 'REQUEST_CANCEL') {
    return story.cancel === undefined ? { cancel: { by, leaf } } : undefined;
  }
  const isOwn = story.cancel?.by === by;
  return isOwn === (step === 'DROP_CANCEL') ? { cancel: undefined } : undefined;
}

function paymentChange(story: Story, telling: Telling): Change | undefined {
  const { requested } = story;
  const { payment, paymentNo } = telling.core.data;
  if (telling.step === 'REQUEST_PAYMENT') {
    const fresh = requestOf(story, telling);
    return fresh && { requested: fresh };
  }
  if (requested === undefined || paymentNo !== requested.paymentNo) return undefined;
  if (telling.step === 'REVOKE_PAYMENT') {
    return requested.isAskedBack ? undefined : { requested: { ...requested, isAskedBack: true } };
  }
  if (payment !== requested.payment) return undefined;
  const isAnswerable = telling.step === 'CONFIRM_PAYMENT' || requested.isAskedBack;
  return isAnswerable ? { requested: undefined } : undefined;
}

/** A payment is numbered after what it pays for. */
function requestOf(story: Story, { anchor, core, leaf }: Telling): Requested | undefined {
  const { payment, paymentNo } = core.data;
  if (typeof payment !== 'string' || typeof paymentNo !== 'string') return undefined;
  const subject = story.chainId ?? settlementNoOf(anchor.crypto, story.tradeId);
  if (!isPaymentNo(paymentNo) || !paymentNo.startsWith(`${subject}-`)) return undefined;
  return { leaf, payment, paymentNo, isAskedBack: false };
}
