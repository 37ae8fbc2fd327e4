/** 1. The transaction and the batch as a whole. */
export const BATCH_SENTENCES = {
  QUEUE_FULL: {
    en: 'The queue ({queue}) is full; wait a moment and send the same batch again.',
    ko: '대기열({queue})이 가득 찼습니다. 잠시 후 같은 묶음을 다시 보내십시오.',
  },
  BATCH_MALFORMED: {
    en: 'The batch ({field}) is not in the batch format; build it again with the SDK.',
    ko: '지시 묶음({field})이 정해진 형식이 아닙니다. SDK로 다시 만들어 보내십시오.',
  },
  BATCH_EMPTY: {
    en: 'The batch holds no instruction; put in at least one.',
    ko: '지시 묶음이 비어 있습니다. 지시를 한 건 이상 넣으십시오.',
  },
  BATCH_TOO_LARGE: {
    en: 'The batch holds too many instructions (at most {limit}); send it in several batches.',
    ko: '지시 묶음의 건수(최대 {limit})가 너무 많습니다. 여러 묶음으로 나누어 보내십시오.',
  },
  BATCH_WRONG_LEDGER: {
    en: 'The batch was signed for another ledger; sign it for this one.',
    ko: '다른 원장에 보내려고 서명한 묶음입니다. 이 원장의 식별자로 다시 서명하십시오.',
  },
  PARTICIPANT_UNKNOWN: {
    en:
      'The institution ({participant}) is not a participant of this ledger; ask KSD to ' +
      'register it.',
    ko: '이 원장에 등록되지 않은 기관({participant})입니다. 예탁결제원에 참가 등록을 요청하십시오.',
  },
  PARTICIPANT_SUSPENDED: {
    en: 'The institution ({participant}) is suspended and can take no step; ask KSD why.',
    ko: '참가가 정지된 기관({participant})은 지시를 낼 수 없습니다. 예탁결제원에 문의하십시오.',
  },
  KEY_UNKNOWN: {
    en: 'The signing key ({key}) is not registered; register its certificate first.',
    ko: '등록되지 않은 서명키({key})입니다. 인증서를 먼저 등록하십시오.',
  },
  KEY_NOT_OF_PARTICIPANT: {
    en: 'The signing key ({key}) belongs to another institution; sign with your own.',
    ko: '다른 기관의 서명키({key})입니다. 소속 기관의 키로 서명하십시오.',
  },
  KEY_REVOKED: {
    en: 'The signing key ({key}) has been revoked; sign with a valid one.',
    ko: '폐지된 서명키({key})입니다. 유효한 키로 서명하십시오.',
  },
  SIGNATURE_INVALID: {
    en: 'The signature does not belong to this batch and key; sign the batch again.',
    ko: '서명이 이 묶음 또는 서명키와 맞지 않습니다. 묶음에 다시 서명하십시오.',
  },
  INSTRUCTION_ALTERED: {
    en: 'An instruction differs from what was signed; send the signed batch unchanged.',
    ko: '지시 내용이 서명한 것과 다릅니다. 서명한 묶음을 바꾸지 말고 그대로 보내십시오.',
  },
  BATCH_EXPIRED: {
    en:
      'The last business date on which the batch is valid ({validUntil}) has passed; sign it ' +
      'anew.',
    ko: '지시 묶음의 유효 영업일({validUntil})이 지났습니다. 새 유효일로 다시 서명하십시오.',
  },
} as const;
