import { describe, expect, it } from 'vitest';
import { STATE_NAMES, STEP_RULES } from './rules.js';
import { STATES, STEPS, type Phase } from './step.js';

const stepsIn = (phase: Phase): string[] =>
  STEPS.filter((step) => STEP_RULES[step].phases.includes(phase));

const TABLE = `
SUBMIT          SELLER        trade          매매자료 제출
WITHDRAW        SELLER        trade          제출 취소
CONFIRM         BUYER         trade          매매자료 확인
REJECT          BUYER         trade          거부
INSTRUCT        ASSET_MANAGER side           운용지시
APPROVE         CUSTODIAN     side           수탁승인
DECLINE         CUSTODIAN     side           수탁거부
REQUEST_CANCEL  PARTY         trade          취소 요청
CONFIRM_CANCEL  PARTY         trade          취소 동의
DROP_CANCEL     PARTY         trade          취소 철회
MERGE           KSD           chain-or-trade 연쇄거래 병합
SPLIT           KSD           chain-or-trade 연쇄거래 분할
RESTRICT        KSD           chain-or-trade 처분제한
RELEASE         KSD           chain-or-trade 제한 해제
REQUEST_PAYMENT KSD           chain-or-trade 이체요청
CONFIRM_PAYMENT BOK           payment        이체확인
REVOKE_PAYMENT  KSD           payment        이체요청 취소
CONFIRM_REVOKED BOK           payment        취소 확인
SETTLE          KSD           chain-or-trade 결제완료
EXPIRE          KSD           trade          기한 경과
FAIL            KSD           trade          미결제
REGRANT         KSD           trade          열람권 재부여
`;

describe('the rules of the steps', () => {
  it('name who takes each step and what it is about', () => {
    const lines = STEPS.map((step) => {
      const { actor, subject, korean } = STEP_RULES[step];
      return `${step.padEnd(15)} ${actor.padEnd(13)} ${subject.padEnd(14)} ${korean}`;
    });
    expect(`\n${lines.join('\n')}\n`).toBe(TABLE);
  });

  it('allow all steps while the day is open', () => {
    expect(stepsIn('OPEN')).toEqual([...STEPS]);
  });

  it('allow only what brings things to an end after the cut-off', () => {
    expect(stepsIn('CUT_OFF')).toEqual([
      'SPLIT',
      'RELEASE',
      'CONFIRM_PAYMENT',
      'REVOKE_PAYMENT',
      'CONFIRM_REVOKED',
      'SETTLE',
      'EXPIRE',
      'FAIL',
      'REGRANT',
    ]);
  });

  it('allow no step on a closed day', () => {
    expect(stepsIn('CLOSED')).toEqual([]);
  });

  it('offer every step but the repair of grants', () => {
    expect(STEPS.filter((step) => !STEP_RULES[step].offered)).toEqual(['REGRANT']);
  });

  it('name every step and state in both languages, no two alike', () => {
    const korean = [
      STEPS.map((step) => STEP_RULES[step].korean),
      STATES.map((state) => STATE_NAMES[state].ko),
    ];
    const english = [
      STEPS.map((step) => STEP_RULES[step].english),
      STATES.map((state) => STATE_NAMES[state].en),
    ];
    for (const list of [...korean, ...english]) expect(new Set(list).size).toBe(list.length);
    expect(korean.flat().every((name) => /^[가-힣]+( [가-힣]+)*$/.test(name))).toBe(true);
    expect(english.flat().every((name) => /^[A-Z][a-z]+( [a-z]+)*$/.test(name))).toBe(true);
  });
});
