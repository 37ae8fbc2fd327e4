/** 4. The trade that an instruction names. */
export const TRADE_SENTENCES = {
  REFERENCE_DUPLICATE: {
    en: 'This reference is already used on this trade date; give the trade another one.',
    ko: '같은 매매일에 이미 사용한 참조번호입니다. 다른 번호로 매매자료를 제출하십시오.',
  },
  TRADE_UNKNOWN: {
    en: 'There is no such trade ({trade}) on the ledger; check its number.',
    ko: '원장에 없는 거래({trade})입니다. 거래번호를 확인하십시오.',
  },
  CHAIN_UNKNOWN: {
    en: 'There is no such chain ({chain}) on the ledger; check its number.',
    ko: '원장에 없는 연쇄거래({chain})입니다. 연쇄거래번호를 확인하십시오.',
  },
  PAYMENT_UNKNOWN: {
    en: 'There is no such payment ({paymentNo}) on the ledger; check its number.',
    ko: '원장에 없는 이체({paymentNo})입니다. 이체번호를 확인하십시오.',
  },
  OPENING_WRONG: {
    en: 'The keys sent along do not open what the step touches; take them from the record again.',
    ko: '함께 보낸 키로 해당 기록을 열 수 없습니다. 원장 기록에서 키를 다시 구하여 보내십시오.',
  },
  PARTY_NOT_ALLOWED: {
    en:
      'Your institution is not the one that takes this step ({step}) in this trade; leave it ' +
      'to it.',
    ko: '귀 기관은 이 거래에서 이 단계({step})를 수행할 당사자가 아닙니다. 해당 기관에 맡기십시오.',
  },
  STEP_NOT_ALLOWED: {
    en:
      'The trade is in a state ({state}) (its side: {side}) that does not allow this step ' +
      '({step}); look up ' +
      'the trade and take the step that is due.',
    ko:
      '거래의 현재 상태({state})(해당 측: {side})에서는 이 단계({step})를 할 수 없습니다. ' +
      '거래를 조회하여 필요한 ' +
      '단계를 수행하십시오.',
  },
  TERMS_DIFFER: {
    en:
      'The terms ({fields}) differ from those on the ledger; compare them, and reject the ' +
      'trade if the ledger has it wrong.',
    ko:
      '거래 조건({fields})이 원장의 조건과 다릅니다. 서로 비교하여 원장 쪽이 잘못되었으면 ' +
      '거부하십시오.',
  },
  ANSWER_WRONG: {
    en:
      'The instruction does not answer the one that stands; read the trade again and answer ' +
      'that.',
    ko: '현재 유효한 지시에 대한 응답이 아닙니다. 거래를 다시 조회하여 응답하십시오.',
  },
  REVISION_OLD: {
    en: 'The trade ({trade}) has changed since it was read; read it again and repeat the step.',
    ko: '조회한 뒤에 거래({trade})가 바뀌었습니다. 다시 조회하고 단계를 다시 수행하십시오.',
  },
} as const;
