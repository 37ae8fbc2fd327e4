/** 6. Administration. */
export const ADMINISTRATION_SENTENCES = {
  REGISTRY_EXISTS: {
    en: 'The registry already has this entry ({what}); change it instead of adding it.',
    ko: '이미 등록된 항목({what})입니다. 새로 등록하지 말고 변경하십시오.',
  },
  REGISTRY_UNKNOWN: {
    en: 'The registry has no such entry ({what}); register it first.',
    ko: '등록되지 않은 항목({what})입니다. 먼저 등록하십시오.',
  },
  CERTIFICATE_INVALID: {
    en: 'The certificate is not one that this ledger takes; issue a P-256 certificate for the key.',
    ko: '이 원장에서 쓸 수 없는 인증서입니다. 해당 키로 P-256 인증서를 발급받으십시오.',
  },
  CERTIFICATE_UNTRUSTED: {
    en: 'The certificate was not issued by an authority of this ledger; get one from it.',
    ko: '이 원장의 인증기관이 발급한 인증서가 아닙니다. 해당 인증기관에서 발급받으십시오.',
  },
  CERTIFICATE_OUT_OF_DATES: {
    en: 'The certificate is not valid on the business date ({businessDate}); renew it.',
    ko: '영업일({businessDate})에 유효하지 않은 인증서입니다. 인증서를 갱신하십시오.',
  },
  BUSINESS_DATE_BACKWARDS: {
    en: 'The business date can only go forward, to a business day ({businessDate}); correct it.',
    ko: '영업일({businessDate})은 이후의 영업일로만 바꿀 수 있습니다. 날짜를 바로잡으십시오.',
  },
  BUSINESS_DATE_HOLIDAY: {
    en: 'The date ({date}) is a weekend or a holiday; move the ledger to a business day.',
    ko: '주말 또는 휴일({date})입니다. 원장의 업무일을 영업일로 지정하십시오.',
  },
  PHASE_ORDER_WRONG: {
    en: 'The phases of a day follow each other as OPEN, CUT_OFF, CLOSED; take the next one.',
    ko: '업무 시간대는 OPEN, CUT_OFF, CLOSED 순서로만 바꿀 수 있습니다. 다음 단계를 지정하십시오.',
  },
  HOLDING_EXISTS: {
    en: 'The account already has a holding of this issue; an opening holding is entered only once.',
    ko: '이 계좌에는 해당 종목의 보유 내역이 이미 있습니다. 개시 잔고는 한 번만 입력하십시오.',
  },
} as const;
