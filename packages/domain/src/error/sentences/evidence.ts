/** 9. Evidence. */
export const EVIDENCE_SENTENCES = {
  EVIDENCE_MALFORMED: {
    en: 'The file ({field}) is not evidence in a known format; export it from the ledger again.',
    ko: '파일({field})이 알려진 증거 형식이 아닙니다. 원장에서 다시 내보내십시오.',
  },
  EVIDENCE_WRONG_GENESIS: {
    en: 'The evidence is of another ledger than this genesis; use the genesis of its ledger.',
    ko: '이 제네시스의 원장에서 나온 증거가 아닙니다. 해당 원장의 제네시스를 사용하십시오.',
  },
  EVIDENCE_LEAF_WRONG: {
    en:
      'An instruction ({step}) does not give the leaf that was signed; do not rely on this ' +
      'evidence.',
    ko: '지시({step})가 서명된 해시와 맞지 않습니다. 이 증거를 신뢰하지 마십시오.',
  },
  EVIDENCE_PATH_WRONG: {
    en: 'A Merkle path ({step}) does not lead to the signed root; do not rely on this evidence.',
    ko: '머클 경로({step})가 서명된 루트에 이르지 않습니다. 이 증거를 신뢰하지 마십시오.',
  },
  EVIDENCE_SIGNATURE_WRONG: {
    en: 'A signature ({step}) is not that of the key it names; do not rely on this evidence.',
    ko: '서명({step})이 표시된 키의 것이 아닙니다. 이 증거를 신뢰하지 마십시오.',
  },
  EVIDENCE_CERTIFICATE_WRONG: {
    en:
      'A certificate ({step}) does not lead to an authority of the genesis; do not rely on this ' +
      'evidence.',
    ko: '인증서({step})가 제네시스의 인증기관으로 이어지지 않습니다. 이 증거를 신뢰하지 마십시오.',
  },
  EVIDENCE_BLOCK_WRONG: {
    en: 'A block proof ({step}) does not lead to its block; do not rely on this evidence.',
    ko: '블록 증명({step})이 해당 블록에 이르지 않습니다. 이 증거를 신뢰하지 마십시오.',
  },
  EVIDENCE_HEAD_WRONG: {
    en:
      'The head of the ledger in the evidence is not properly signed; do not rely on this ' +
      'evidence.',
    ko: '증거에 담긴 원장 최신 블록의 서명이 올바르지 않습니다. 이 증거를 신뢰하지 마십시오.',
  },
  EVIDENCE_ENDORSEMENT_WRONG: {
    en:
      'A transaction ({step}) is not endorsed by the peers of KSD and one other institution of ' +
      'the genesis as it must be; do not rely on this evidence.',
    ko:
      '거래 처리({step})에 예탁결제원과 제네시스에 있는 다른 한 기관의 피어 보증이 올바르게 ' +
      '붙어 있지 않습니다. 이 증거를 신뢰하지 마십시오.',
  },
  EVIDENCE_ORDERER_WRONG: {
    en:
      'A block of the channel ({step}) is not signed by an orderer of the genesis; do not rely ' +
      'on this evidence.',
    ko:
      '채널의 블록({step})에 제네시스에 있는 정렬 노드의 서명이 없거나 맞지 않습니다. 이 증거를 ' +
      '신뢰하지 마십시오.',
  },
  EVIDENCE_STEPS_WRONG: {
    en: 'The steps in the evidence do not follow each other as the rules say; do not rely on it.',
    ko: '증거의 단계 순서가 규칙과 맞지 않습니다. 이 증거를 신뢰하지 마십시오.',
  },
  EVIDENCE_NOT_GENESIS: {
    en: 'The file ({path}) is not a genesis; name the genesis.json of the ledger.',
    ko: '제네시스가 아닌 파일({path})입니다. 원장의 genesis.json을 지정하십시오.',
  },
} as const;
