import { texts } from './language.js';

/** What is said of evidence: what it proves, and what it does not. */
export const EVIDENCE_TEXTS = texts({
  exported: {
    en: (trade: string, steps: string, path: string) =>
      `Evidence of ${trade}, ${steps} ${steps === '1' ? 'step' : 'steps'}, in ${path}`,
    ko: (trade: string, steps: string, path: string) =>
      `${trade}의 증거(${steps}개 단계)를 ${path}에 저장했습니다`,
  },
  verified: { en: 'The evidence holds.', ko: '증거가 성립합니다.' },
  refused: {
    en: 'The evidence does not hold: it proves nothing.',
    ko: '증거가 성립하지 않으며 아무것도 증명하지 못합니다.',
  },
  stateOpen: { en: 'left open by what is not shown', ko: '공개하지 않은 부분이 있어 알 수 없음' },
  channelBlock: { en: 'channel block', ko: '채널 블록' },
  endorsedBy: { en: 'endorsed by', ko: '보증' },
  orderedBy: { en: 'ordered by', ko: '정렬' },
  proved: { en: 'It proves', ko: '증명하는 것' },
  notProved: { en: 'It does not prove', ko: '증명하지 않는 것' },

  proved_GENESIS: {
    en: 'that it is of the ledger of this genesis',
    ko: '이 제네시스의 원장에서 나온 증거라는 것',
  },
  proved_SIGNATURES: {
    en: 'that each step shown was signed with a certified key of its institution',
    ko: '공개한 단계마다 해당 기관의 인증된 키로 서명했다는 것',
  },
  proved_TERMS: {
    en: 'that all of them signed for these very terms',
    ko: '모두가 바로 이 거래 조건에 서명했다는 것',
  },
  proved_ORDER: {
    en: 'that the steps follow one another as the rules allow',
    ko: '단계의 순서가 규칙에 맞는다는 것',
  },
  proved_ACCEPTED: {
    en: 'that the ledger accepted each step, in blocks under a signed head',
    ko: '원장이 각 단계를 받아들였고, 서명된 블록에 이어진다는 것',
  },
  proved_ENDORSED: {
    en: 'that peers of KSD and one other institution computed each acceptance and its record',
    ko: '예탁결제원과 다른 한 기관의 피어가 각 단계의 접수와 기록을 똑같이 계산해 보증했다는 것',
  },
  proved_ORDERED: {
    en: "that each stands in a block of the channel that the consortium's orderer signed",
    ko: '각 단계가 컨소시엄의 정렬 노드가 서명한 채널 블록에 들어 있다는 것',
  },
  proved_SELLER_SIDE: {
    en: "the seller's account, capacity and fund",
    ko: '매도측의 계좌와 자격, 펀드',
  },
  proved_BUYER_SIDE: {
    en: "the buyer's account, capacity and fund",
    ko: '매수측의 계좌와 자격, 펀드',
  },

  open_SELLER_SIDE: {
    en: "the seller's account and fund, which are not shown",
    ko: '공개하지 않은 매도측 계좌와 펀드',
  },
  open_BUYER_SIDE: {
    en: "the buyer's account and fund, which are not shown",
    ko: '공개하지 않은 매수측 계좌와 펀드',
  },
  open_WITHHELD_STEPS: {
    en: 'who took the steps that are withheld, and that they are of this trade',
    ko: '공개하지 않은 단계를 누가 했는지, 그것이 이 거래의 단계인지',
  },
  open_FINAL_STATE: {
    en: 'the state of the trade, which what is not shown leaves open',
    ko: '공개하지 않은 부분에 따라 달라지는 거래의 상태',
  },
  open_FOUND_VALID: {
    en: 'that the peers found it valid when they committed it: of that only the node signs',
    ko: '피어가 커밋하면서 유효하다고 판정했다는 것(이 판정에는 노드만 서명합니다)',
  },
  open_CERTIFICATE_DATES: {
    en: 'that the certificates were in their dates and not revoked: the ledger checked that',
    ko: '인증서가 유효기간 안에 있고 폐기되지 않았다는 것(원장이 확인한 사항)',
  },
  open_TIMES: {
    en: "the times, which are the signers' and the node's own words",
    ko: '시각(서명한 기관과 노드가 적은 그대로입니다)',
  },
  open_BUSINESS_RULES: {
    en: 'balances, calendar and payment amounts, which only the ledger saw',
    ko: '원장만 확인한 잔고와 영업일, 이체 금액',
  },
  open_LATER_STEPS: {
    en: 'that nothing was accepted after the last step shown',
    ko: '마지막 단계 뒤에 다른 단계가 없었다는 것',
  },
});
