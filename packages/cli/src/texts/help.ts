import { texts } from './language.js';

/** What `--help` says of commands, arguments and options. */
export const HELP_TEXTS = texts({
  start: {
    en: 'serve a consortium, or one institution: HTTP API and screens',
    ko: '컨소시엄 또는 한 기관에 HTTP API와 화면을 서비스합니다',
  },
  port: { en: 'port to serve on; 8420 by default', ko: '서비스할 포트. 기본값 8420' },
  host: {
    en: 'address to serve on; 127.0.0.1 by default, any other one needs TLS',
    ko: '서비스할 주소. 기본값 127.0.0.1, 다른 주소에는 TLS가 필요합니다',
  },
  tlsCert: { en: 'certificate chain, PEM', ko: '인증서 체인(PEM)' },
  tlsKey: { en: 'private key of the certificate, PEM', ko: '인증서의 개인키(PEM)' },
  servedInstitution: {
    en: 'serve this institution only; needs --config',
    ko: '이 기관만 서비스합니다. --config가 필요합니다',
  },
  config: {
    en: 'configuration of one institution, YAML or JSON',
    ko: '한 기관의 설정 파일(YAML 또는 JSON)',
  },
  day: {
    en: 'settle a reference day, or go on with one that was broken off',
    ko: '기준일 하루를 결제하거나 중단한 하루를 이어서 결제합니다',
  },
  init: {
    en: 'make a consortium for a day without submitting anything yet',
    ko: '거래를 제출하지 않은 채 하루를 시작할 컨소시엄을 만듭니다',
  },
  referenceDay: {
    en: "write a reference day's trades into a file",
    ko: '기준일 하루의 거래를 파일로 저장합니다',
  },
  doctor: {
    en: 'check this machine and a data directory, and say what to do',
    ko: '이 컴퓨터와 데이터 디렉터리를 점검하고 조치를 알려 줍니다',
  },
  trade: { en: 'trades, as one institution sees them', ko: '한 기관이 보는 거래' },
  tradeList: {
    en: 'list the trades that an institution can read',
    ko: '기관이 열람할 수 있는 거래를 나열합니다',
  },
  tradeShow: { en: 'show one trade', ko: '거래 하나를 보여 줍니다' },
  tradeHistory: {
    en: 'show every step that a trade has taken',
    ko: '거래가 거친 모든 단계를 보여 줍니다',
  },
  evidence: { en: 'evidence of a trade', ko: '거래의 증거' },
  evidenceExport: {
    en: "write a trade's evidence into a file",
    ko: '거래의 증거를 파일로 저장합니다',
  },
  evidenceVerify: {
    en: 'verify evidence offline: only the file and the genesis are needed',
    ko: '증거를 오프라인으로 검증합니다. 파일과 제네시스만 있으면 됩니다',
  },
  ledger: { en: 'the ledger of a directory', ko: '디렉터리의 원장' },
  ledgerInfo: { en: 'show what the ledger is and how far', ko: '원장의 현황을 보여 줍니다' },
  ledgerBlock: { en: 'show a block', ko: '블록 하나를 보여 줍니다' },
  ledgerVerify: {
    en: 'recompute the whole ledger without any key',
    ko: '키 없이 원장 전체를 다시 계산하여 검증합니다',
  },
  setDay: {
    en: "move the ledger's business date and phase on, as KSD",
    ko: '예탁결제원으로서 원장의 업무일과 단계를 옮깁니다',
  },
  participant: { en: 'the participants of the ledger', ko: '원장의 참가기관' },
  participantList: { en: 'list the participants', ko: '참가기관을 나열합니다' },
  fabric: {
    en: 'the network of Hyperledger Fabric that a ledger runs on',
    ko: '원장을 운영하는 Hyperledger Fabric 네트워크',
  },
  fabricUp: {
    en: 'start the network, or what is missing of it; make one where there is none yet',
    ko: '네트워크를 기동하거나 빠진 노드를 기동합니다. 없으면 새로 만듭니다',
  },
  fabricDown: {
    en: 'stop the network; its ledger stays',
    ko: '네트워크를 종료합니다. 원장은 남습니다',
  },
  fabricStatus: {
    en: "show every node, and each peer's height and hashes",
    ko: '모든 노드와 피어별 높이·해시를 보여 줍니다',
  },
  fabricLogs: {
    en: 'show the last lines of the logs of nodes',
    ko: '노드 로그의 마지막 부분을 보여 줍니다',
  },
  fabricReset: {
    en: 'stop the network and remove its ledger; participants keep their keys',
    ko: '네트워크를 종료하고 원장을 삭제합니다. 기관의 키는 남습니다',
  },
  fabricDoctor: {
    en: 'test every hop: processes, ports, TLS, certificates, clocks, channel, chaincode',
    ko: '프로세스·포트·TLS·인증서·시계·채널·체인코드를 하나씩 점검합니다',
  },
  nodeArgument: {
    en: 'nodes such as peer0.ksd, or supervisor (default: all)',
    ko: 'peer0.ksd 같은 노드나 supervisor(기본값: 전부)',
  },
  logLines: { en: 'how many lines of each (default: 20)', ko: '로그마다 몇 줄(기본값: 20)' },
  yes: { en: 'remove the ledger for good', ko: '원장을 완전히 삭제합니다' },

  SUBMIT: {
    en: 'submit (제출) the trades of a file that this institution sold',
    ko: '파일의 거래 가운데 이 기관이 매도한 것을 제출합니다(SUBMIT)',
  },
  WITHDRAW: {
    en: "withdraw one's own submission (제출 취소)",
    ko: '제출한 거래를 취소합니다(WITHDRAW)',
  },
  CONFIRM: {
    en: "confirm (확인) what was bought, with one's own account and fund",
    ko: '매수한 거래를 자기 계좌·펀드와 함께 확인합니다(CONFIRM)',
  },
  REJECT: {
    en: 'reject (거부) what does not agree, naming the fields that differ',
    ko: '맞지 않는 거래를 다른 항목을 밝혀 거부합니다(REJECT)',
  },
  INSTRUCT: {
    en: 'instruct (운용지시) the custodian, with the fund lots',
    ko: '펀드별 배정과 함께 수탁사에 운용을 지시합니다(INSTRUCT)',
  },
  APPROVE: {
    en: 'approve (수탁승인) an instruction',
    ko: '운용지시를 승인합니다(APPROVE)',
  },
  DECLINE: {
    en: 'decline (수탁거부) an instruction',
    ko: '운용지시를 거부합니다(DECLINE)',
  },
  REQUEST_CANCEL: {
    en: 'ask the other side to cancel (취소 요청)',
    ko: '상대에게 취소를 요청합니다(REQUEST_CANCEL)',
  },
  CONFIRM_CANCEL: {
    en: 'agree to cancel (취소 동의)',
    ko: '취소 요청에 동의합니다(CONFIRM_CANCEL)',
  },
  DROP_CANCEL: {
    en: "drop one's own request to cancel (취소 철회)",
    ko: '취소 요청을 거두어들입니다(DROP_CANCEL)',
  },
  MERGE: {
    en: 'merge (연쇄거래 병합) trades into a chain',
    ko: '거래를 연쇄거래로 병합합니다(MERGE)',
  },
  SPLIT: { en: 'split (연쇄거래 분할) a chain', ko: '연쇄거래를 분할합니다(SPLIT)' },
  RESTRICT: {
    en: 'restrict (처분제한) what the deliverer delivers',
    ko: '인도할 채권의 처분을 제한합니다(RESTRICT)',
  },
  RELEASE: { en: 'release (제한 해제) a restriction', ko: '처분제한을 해제합니다(RELEASE)' },
  REQUEST_PAYMENT: {
    en: 'request payment (이체요청) from the central bank',
    ko: '한국은행에 자금이체를 요청합니다(REQUEST_PAYMENT)',
  },
  CONFIRM_PAYMENT: {
    en: 'confirm a payment (이체확인), as BOK',
    ko: '한국은행으로서 자금이체를 확인합니다(CONFIRM_PAYMENT)',
  },
  REVOKE_PAYMENT: {
    en: 'ask a payment back (이체요청 취소)',
    ko: '이체요청을 취소해 달라고 요구합니다(REVOKE_PAYMENT)',
  },
  CONFIRM_REVOKED: {
    en: 'confirm that a payment will not happen (취소 확인), as BOK',
    ko: '한국은행으로서 이체요청의 취소를 확인합니다(CONFIRM_REVOKED)',
  },
  SETTLE: {
    en: 'settle (결제완료): securities pass to the receiver',
    ko: '채권을 매수측에 인도하여 결제를 완료합니다(SETTLE)',
  },
  EXPIRE: {
    en: 'expire (기한 경과) a trade that was never ready',
    ko: '결제준비에 이르지 못한 거래를 기한 경과로 종료합니다(EXPIRE)',
  },
  FAIL: {
    en: 'fail (미결제) a trade that did not settle in time',
    ko: '기한까지 결제되지 않은 거래를 미결제로 종료합니다(FAIL)',
  },

  tradeArgument: { en: "the trade's number", ko: '거래번호' },
  tradesArgument: {
    en: 'trade numbers, or a CSV or JSON file of them',
    ko: '거래번호들, 또는 거래번호가 담긴 CSV·JSON 파일',
  },
  chainsArgument: {
    en: 'chain numbers, or a CSV or JSON file of them',
    ko: '연쇄거래번호들, 또는 그 번호가 담긴 CSV·JSON 파일',
  },
  tradesOrChainsArgument: {
    en: 'trade or chain numbers, or a CSV or JSON file of them',
    ko: '거래번호나 연쇄거래번호들, 또는 그 번호가 담긴 CSV·JSON 파일',
  },
  paymentsArgument: {
    en: 'payment numbers (or their trades or chains), or a CSV or JSON file of them',
    ko: '이체번호들(또는 그 거래·연쇄거래번호), 또는 그 번호가 담긴 CSV·JSON 파일',
  },
  mergeArgument: {
    en: 'the trades of one chain, or a file with the columns chain and tradeId',
    ko: '한 연쇄거래가 될 거래번호들, 또는 chain·tradeId 열이 있는 파일',
  },
  ticketFile: {
    en: 'a CSV or JSON file of trades, as reference-day writes them',
    ko: 'reference-day가 저장하는 형식의 거래 CSV·JSON 파일',
  },
  evidenceFile: { en: 'a file of evidence', ko: '증거 파일' },
  heightArgument: {
    en: "the block's height; the newest if left out",
    ko: '블록 높이(생략하면 최신)',
  },

  data: {
    en: 'the data directory (default: BONDLEDGER_DATA, else the newest ./day-…)',
    ko: '데이터 디렉터리(기본값: BONDLEDGER_DATA, 없으면 가장 최근의 ./day-…)',
  },
  newData: {
    en: 'the data directory (default: BONDLEDGER_DATA, else a new ./day-<date>-<n>)',
    ko: '데이터 디렉터리(기본값: BONDLEDGER_DATA, 없으면 새 ./day-<날짜>-<번호>)',
  },
  as: {
    en: 'the institution whose keys and eyes to use',
    ko: '키와 열람권을 사용할 기관의 코드',
  },
  trades: {
    en: 'how many trades (default: 1548, an ordinary day)',
    ko: '거래 건수(기본값: 평일 하루인 1548)',
  },
  seed: {
    en: 'the same seed gives the same day (default: bondledger)',
    ko: '시드가 같으면 같은 하루가 됩니다(기본값: bondledger)',
  },
  tradeDate: { en: 'the trade date (default: 2026-09-21)', ko: '매매일(기본값: 2026-09-21)' },
  engine: {
    en: 'embedded (the default), or fabric: a network of Hyperledger Fabric on this machine',
    ko: 'embedded(기본값), 또는 fabric: 이 컴퓨터의 Hyperledger Fabric 네트워크',
  },
  topology: {
    en: 'a file that says who runs which nodes (default: nine peers and three orderers here)',
    ko: '어느 기관이 어떤 노드를 운영하는지 적은 파일(기본값: 이 컴퓨터의 피어 9개, 오더러 3개)',
  },
  dayOutput: { en: 'the file to write: .csv or .json', ko: '저장할 파일: .csv 또는 .json' },
  evidenceOutput: { en: 'the file to write', ko: '저장할 파일' },
  genesis: { en: "the ledger's genesis.json", ko: '원장의 genesis.json' },
  withoutSides: {
    en: 'leave accounts, funds and lots out; the rest verifies as well',
    ko: '계좌·펀드·배정을 빼고 저장합니다. 나머지는 그대로 검증됩니다',
  },
  verifyAs: {
    en: "verify the signatures and rules of this institution's trades as well",
    ko: '이 기관이 볼 수 있는 거래의 서명과 규칙도 검증합니다',
  },
  encoding: {
    en: 'encoding of the file: utf-8 or cp949 (default: utf-8)',
    ko: '파일 인코딩: utf-8 또는 cp949(기본값: utf-8)',
  },
  skipBad: {
    en: 'send the good rows although others are malformed',
    ko: '잘못된 행이 있어도 올바른 행은 보냅니다',
  },

  stateFilter: { en: 'only in this state, such as SETTLED', ko: '이 상태의 거래만(예: SETTLED)' },
  roleFilter: {
    en: 'only as seller, buyer, asset-manager, custodian, depository or central-bank',
    ko: '이 역할의 거래만: seller, buyer, asset-manager, custodian, depository, central-bank',
  },
  isinFilter: { en: 'only this issue', ko: '이 종목의 거래만' },
  dateFilter: {
    en: 'only of this trade date, or FROM..TO',
    ko: '이 매매일의 거래만, 또는 시작..끝',
  },
  settlementDateFilter: {
    en: 'only of this settlement date, or FROM..TO',
    ko: '이 결제일의 거래만, 또는 시작..끝',
  },
  counterpartyFilter: { en: 'only with this institution', ko: '이 기관과의 거래만' },

  account: { en: "the buyer's account", ko: '매수 계좌번호' },
  capacity: { en: 'PROP, CLIENT or TRUST', ko: 'PROP(자기), CLIENT(위탁), TRUST(신탁)' },
  fund: { en: 'the fund, for TRUST', ko: '펀드 코드(TRUST일 때)' },
  assetManager: { en: "the fund's asset manager", ko: '펀드의 운용사' },
  custodian: { en: "the fund's custodian", ko: '펀드의 수탁사' },
  lots: {
    en: 'fundCode:faceAmount[:orderNo], with ; between (default: all in the fund of the side)',
    ko: '펀드코드:액면[:주문번호]를 ;로 이어서(기본값: 그쪽 펀드에 전액)',
  },
  side: {
    en: 'seller or buyer (default: each side that waits for this step)',
    ko: 'seller 또는 buyer(기본값: 이 단계를 기다리는 쪽)',
  },
  rejectReason: {
    en: 'TERMS_DIFFER, NOT_TRADED, DUPLICATE or OTHER',
    ko: 'TERMS_DIFFER(조건 다름), NOT_TRADED(거래 없음), DUPLICATE(중복), OTHER(기타)',
  },
  declineReason: {
    en: 'UNCLEAR, MANDATE, NO_SECURITIES, NO_CASH or OTHER',
    ko:
      'UNCLEAR(불명확), MANDATE(권한 밖), NO_SECURITIES(채권 부족), ' +
      'NO_CASH(자금 부족), OTHER(기타)',
  },
  cancelReason: {
    en: 'ENTRY_ERROR, AGREED or OTHER',
    ko: 'ENTRY_ERROR(입력 오류), AGREED(합의), OTHER(기타)',
  },
  fields: {
    en: 'the fields that differ, with ; between',
    ko: '다른 항목을 ;로 이어서',
  },
  setDayDate: { en: 'the business date (default: the present one)', ko: '업무일(기본값: 현재)' },
  setDayPhase: {
    en: 'OPEN, CUT_OFF or CLOSED',
    ko: 'OPEN(영업), CUT_OFF(마감), CLOSED(종료)',
  },
});
