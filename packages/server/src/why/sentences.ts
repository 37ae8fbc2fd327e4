import { STATE_NAMES, STEP_RULES, type SideName, type State, type Step } from '@bondledger/domain';
import type { BilingualText } from '@bondledger/sdk/api';
import { withParticle, wonText } from './words.js';

const SIDES: Readonly<Record<SideName, BilingualText>> = {
  seller: { ko: '매도', en: "seller's" },
  buyer: { ko: '매수', en: "buyer's" },
};

/** Whoever has to act, where the asker may not know its name. */
const UNNAMED: Readonly<Partial<Record<Step, BilingualText>>> = {
  INSTRUCT: { ko: '운용사', en: 'the asset manager' },
  APPROVE: { ko: '수탁사', en: 'the custodian' },
};

const SOMEBODY: BilingualText = { ko: '담당 기관', en: 'the institution in charge' };

export function stepSentence(
  step: Step,
  side: SideName | undefined,
  who: BilingualText | undefined,
): BilingualText {
  const { korean, english } = STEP_RULES[step];
  const { ko, en } = who ?? UNNAMED[step] ?? SOMEBODY;
  const place = side === undefined ? { ko: '', en: '' } : SIDES[side];
  const onSide = side === undefined ? '' : ` for the ${place.en} side`;
  const ofSide = side === undefined ? '' : `${place.ko} 쪽 `;
  return {
    ko: `${ofSide}${withParticle(ko, '이', '가')} ${korean} 단계를 처리해야 합니다`,
    en: `${capital(en)} has to take the step "${english}"${onSide}`,
  };
}

export function unitsSentence(who: BilingualText, missing: string | undefined): BilingualText {
  if (missing === undefined) {
    return {
      ko: `${who.ko}의 가용잔고가 부족합니다`,
      en: `${who.en} has not enough free balance`,
    };
  }
  const won = wonText(missing);
  return {
    ko: `${who.ko}의 가용잔고가 ${won.ko} 부족합니다`,
    en: `${who.en} is short of ${won.en} of free balance`,
  };
}

export const otherLegSentence: BilingualText = {
  ko: '같은 연쇄거래의 다른 거래에서 가용잔고가 부족합니다',
  en: 'Another trade of the same chain has not enough free balance',
};

export function moneySentence(
  who: BilingualText | undefined,
  amount: string | undefined,
  isQueued: boolean,
): BilingualText {
  const payer = who ?? { ko: '지급 기관', en: 'the paying institution' };
  const won = amount === undefined ? { ko: '대금', en: 'the money' } : wonText(amount);
  const queue = isQueued
    ? { ko: ' 한국은행에서 대기 중입니다', en: "; it waits in the central bank's queue" }
    : { ko: ' 한국은행의 확인을 기다립니다', en: '; the central bank has not confirmed it' };
  return {
    ko: `${payer.ko}의 이체 ${won.ko}이 끝나지 않았습니다.${queue.ko}`,
    en: `${capital(payer.en)} has not paid ${won.en} yet${queue.en}`,
  };
}

export const legSentence = (tradeId: string, state: State): BilingualText => ({
  ko: `먼저 들어와야 하는 거래(${tradeId})가 아직 ${STATE_NAMES[state].ko} 상태입니다`,
  en: `A trade that has to deliver first (${tradeId}) is ${STATE_NAMES[state].en.toLowerCase()}`,
});

export const dateSentence = (date: string): BilingualText => ({
  ko: `결제일(${date})이 되어야 합니다`,
  en: `Its settlement date (${date}) has not come`,
});

export const phaseSentence = (phase: 'CUT_OFF' | 'CLOSED'): BilingualText =>
  phase === 'CLOSED'
    ? {
        ko: '업무가 끝났습니다. 다음 영업일에 계속됩니다',
        en: 'The day is closed; it goes on on the next business day',
      }
    : {
        ko: '마감이 지났습니다. 이 단계는 다음 영업일에 처리할 수 있습니다',
        en: 'The cut-off has passed; this step can be taken on the next business day',
      };

export const approvalSentence = (step: Step): BilingualText => ({
  ko: `${STEP_RULES[step].korean} 건이 승인자의 승인을 기다립니다`,
  en: `"${STEP_RULES[step].english}" waits for a checker's approval`,
});

export const settledSentence: BilingualText = {
  ko: '결제가 끝났습니다',
  en: 'It is settled',
};

export const endedSentence = (state: State): BilingualText => ({
  ko: `${STATE_NAMES[state].ko} 상태로 끝난 거래이므로 결제되지 않습니다`,
  en: `It ended as ${STATE_NAMES[state].en.toLowerCase()} and will not settle`,
});

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
