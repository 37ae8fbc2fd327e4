import { commitmentOf } from '@bondledger/contract';
import { STEP_RULES } from '@bondledger/domain';
import { hasGenesisRole, sideOfParty, type Story, type Telling } from './story.js';

/** What must hold of a step that follows others, whatever it changes. */
export const fits = (story: Story, telling: Telling): boolean =>
  telling.core.onBehalfOf === undefined &&
  namesTheTrade(story, telling) &&
  mayTake(story, telling) &&
  answersRightly(story, telling) &&
  commitsToTheTrade(story, telling);

const isSettlement = ({ step }: Telling): boolean => {
  const { actor } = STEP_RULES[step];
  return actor === 'KSD' || actor === 'BOK';
};

/**
 * A party names the trade and its terms; KSD and BOK name the trade, or the chain that it is in.
 */
function namesTheTrade(story: Story, telling: Telling): boolean {
  const { tradeId, chainId, termsHash } = telling.core;
  if (termsHash !== undefined && termsHash !== story.termsHash) return false;
  if (!isSettlement(telling)) {
    return termsHash !== undefined && tradeId === story.tradeId && chainId === undefined;
  }
  if (telling.step === 'MERGE') return tradeId === undefined && chainId !== undefined;
  return story.chainId === undefined
    ? tradeId === story.tradeId && chainId === undefined
    : tradeId === undefined && chainId === story.chainId;
}

/** Is it the institution that the step is for? A side that is not shown leaves its own open. */
function mayTake(story: Story, { anchor, step, core, side }: Telling): boolean {
  const { participant } = core;
  const fund = side === undefined ? undefined : story.sides[side]?.fund;
  switch (STEP_RULES[step].actor) {
    case 'SELLER':
      return participant === story.terms.seller;
    case 'BUYER':
      return participant === story.terms.buyer;
    case 'PARTY':
      return sideOfParty(story, participant) !== undefined;
    case 'ASSET_MANAGER':
      return side !== undefined && (fund === undefined || fund.assetManager === participant);
    case 'CUSTODIAN':
      return side !== undefined && (fund === undefined || fund.custodian === participant);
    case 'KSD':
      return hasGenesisRole(anchor.genesis, participant, 'DEPOSITORY');
    case 'BOK':
      return hasGenesisRole(anchor.genesis, participant, 'CENTRAL_BANK');
  }
}

/** `answers` must be the leaf of the very instruction that the step answers. */
function answersRightly(story: Story, telling: Telling): boolean {
  const { step, side, core } = telling;
  switch (step) {
    case 'CONFIRM':
    case 'REJECT':
    case 'WITHDRAW':
      return core.answers === story.submitLeaf;
    case 'INSTRUCT':
      return core.answers === (side === 'seller' ? story.submitLeaf : story.confirmLeaf);
    case 'APPROVE':
    case 'DECLINE':
      return answersInstruct(story, telling);
    case 'REQUEST_CANCEL':
      return core.answers === undefined;
    case 'CONFIRM_CANCEL':
    case 'DROP_CANCEL':
      return story.cancel !== undefined && core.answers === story.cancel.leaf;
    case 'CONFIRM_PAYMENT':
    case 'CONFIRM_REVOKED':
      return story.requested !== undefined && core.answers === story.requested.leaf;
    case 'SUBMIT':
    case 'MERGE':
    case 'SPLIT':
    case 'RESTRICT':
    case 'RELEASE':
    case 'REQUEST_PAYMENT':
    case 'REVOKE_PAYMENT':
    case 'SETTLE':
    case 'EXPIRE':
    case 'FAIL':
    case 'REGRANT':
      return true;
  }
}

function answersInstruct(story: Story, { side, core }: Telling): boolean {
  if (side === undefined || core.answers === undefined) return false;
  return core.answers === story.instructed[side] || story.withheld.has(core.answers);
}

/** KSD's steps list (tradeId, termsHash, revision) of every trade: this one must be among them. */
function commitsToTheTrade(story: Story, { anchor, core, commitmentKey }: Telling): boolean {
  const listed = core.data['trades'];
  if (!Array.isArray(listed)) return commitmentKey === undefined;
  if (commitmentKey === undefined) return false;
  return listed.includes(commitmentOf(anchor.crypto, commitmentKey, story));
}
