/** 2. One instruction: its form. 3. Who takes it, and when. */
export const INSTRUCTION_SENTENCES = {
  INSTRUCTION_MALFORMED: {
    en: 'The instruction ({field}) is not canonical JSON of the right form; build it with the SDK.',
    ko: '지시({field})가 정해진 정규 JSON 형식이 아닙니다. SDK로 다시 만드십시오.',
  },
  FIELD_MISSING: {
    en: 'A required field ({field}) is missing; fill it in.',
    ko: '필수 항목({field})이 빠졌습니다. 값을 채우십시오.',
  },
  FIELD_UNKNOWN: {
    en: 'There is a field ({field}) that this form does not know; take it out.',
    ko: '양식에 없는 항목({field})이 있습니다. 해당 항목을 지우십시오.',
  },
  FIELD_INVALID: {
    en: 'A field ({field}) has a value of the wrong form; correct it.',
    ko: '항목({field}) 값의 형식이 올바르지 않습니다. 값을 바로잡으십시오.',
  },
  TEXT_NOT_NFC: {
    en:
      'A text ({field}) is not in Unicode normal form C; compose its characters and send it ' +
      'again.',
    ko: '문자열({field})이 유니코드 정규형(NFC)이 아닙니다. 완성형 한글로 바꾸어 다시 보내십시오.',
  },
  AMOUNT_INVALID: {
    en:
      'An amount ({field}) is not more than zero, as a text of 1 to 18 digits without sign, ' +
      'point, exponent or leading zero; write it so.',
    ko:
      '금액({field})은 0보다 커야 하며 부호, 소수점, 지수, 앞자리 0이 없는 1~18자리 숫자로 ' +
      '적으십시오.',
  },
  ISIN_INVALID: {
    en: 'The ISIN ({field}) is not 12 characters with the right check digit; check the issue.',
    ko: '종목코드({field})가 12자리가 아니거나 검사숫자가 맞지 않습니다. 종목을 확인하십시오.',
  },
  DATE_INVALID: {
    en: 'A date ({field}) is not a date of the calendar written YYYY-MM-DD; correct it.',
    ko: '날짜({field})가 달력에 없거나 YYYY-MM-DD 형식이 아닙니다. 바로잡으십시오.',
  },
  PARTICIPANT_MISMATCH: {
    en: 'The instruction names another institution than the one that signed; send it as your own.',
    ko: '지시의 기관과 서명한 기관이 다릅니다. 자기 기관의 지시로 보내십시오.',
  },
  STEP_UNKNOWN: {
    en: 'There is no such step ({step}); use a step of the step table.',
    ko: '없는 단계({step})입니다. 단계표에 있는 단계를 쓰십시오.',
  },
  STEP_NOT_OFFERED: {
    en: 'This step ({step}) is not offered on this ledger yet; leave it out.',
    ko: '이 원장에서 아직 제공하지 않는 단계({step})입니다. 해당 지시를 제외하십시오.',
  },
  AGENT_NOT_OFFERED: {
    en: 'Agents are not offered yet ({field}); name the party itself as the keeper of its side.',
    ko: '대리인은 아직 지원하지 않습니다({field}). 당사자 본인을 관리기관으로 적으십시오.',
  },
  ROLE_NOT_ALLOWED: {
    en:
      'The role of your institution does not allow this step ({step}); leave it to the one it ' +
      'is for.',
    ko: '귀 기관의 역할로는 이 단계({step})를 수행할 수 없습니다. 담당 기관이 수행하도록 하십시오.',
  },
  GUARD_REFUSED: {
    en:
      'KSD could not verify the identifiers or keys of this instruction; build it again and ' +
      'resend.',
    ko: '예탁결제원이 지시의 식별자나 키를 확인하지 못했습니다. 다시 만들어 보내십시오.',
  },
  TRADE_TWICE_IN_TRANSACTION: {
    en: 'Another instruction for the same trade is in this transaction; send this one after it.',
    ko: '같은 거래에 대한 지시가 한 트랜잭션에 이미 있습니다. 그 처리가 끝난 뒤에 보내십시오.',
  },
  PHASE_NOT_ALLOWED: {
    en:
      'The step ({step}) is not taken in this phase of the day ({phase}); send it when it is ' +
      'open.',
    ko: '현재 업무 시간대({phase})에는 할 수 없는 단계({step})입니다. 업무가 개시되면 보내십시오.',
  },
} as const;
