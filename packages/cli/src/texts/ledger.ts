import { counted, texts } from './language.js';

/** The words of the ledger and participant commands. */
export const LEDGER_TEXTS = texts({
  ledgerId: { en: 'Ledger', ko: '원장' },
  engine: { en: 'Engine', ko: '엔진' },
  onPeers: {
    en: (engine: string, peers: string) => `${engine}, on ${peers} peers`,
    ko: (engine: string, peers: string) => `${engine}, 피어 ${peers}개`,
  },
  height: { en: 'Height', ko: '높이' },
  headHash: { en: 'Head', ko: '최신 블록 해시' },
  stateHash: { en: 'State hash', ko: '상태 해시' },
  businessDate: { en: 'Business date', ko: '업무일' },
  rulesVersion: { en: 'Rules', ko: '규칙 버전' },
  participants: { en: 'Participants', ko: '참가기관' },
  issues: { en: 'Issues', ko: '종목' },
  trades: { en: 'Trades', ko: '거래' },
  size: { en: 'On disk', ko: '디스크 사용' },
  sizes: {
    en: (all: string, blocks: string, state: string) =>
      `${all} (blocks ${blocks}, derived state ${state})`,
    ko: (all: string, blocks: string, state: string) =>
      `${all}(블록 ${blocks}, 파생 상태 ${state})`,
  },
  genesis: { en: 'Genesis', ko: '제네시스' },

  time: { en: 'Time (UTC)', ko: '시각(UTC)' },
  hash: { en: 'Hash', ko: '해시' },
  previous: { en: 'Previous', ko: '이전 블록' },
  root: { en: 'Merkle root', ko: '머클 루트' },
  transactions: { en: 'Transactions', ko: '트랜잭션' },
  instructions: { en: 'Instructions', ko: '지시' },
  transaction: { en: 'Transaction', ko: '트랜잭션' },
  key: { en: 'Key written', ko: '기록한 키' },
  bytes: { en: 'Bytes', ko: '바이트' },

  sound: {
    en: (height: string) => `The ledger is sound up to block ${height}.`,
    ko: (height: string) => `원장은 블록 ${height}까지 온전합니다.`,
  },
  unsound: {
    en: (height: string) => `The ledger is damaged or altered at block ${height}.`,
    ko: (height: string) => `원장의 블록 ${height}이(가) 손상되었거나 변조되었습니다.`,
  },
  stateOnly: {
    en: (height: string) =>
      `The log is sound up to block ${height}; only the state derived from it is damaged.`,
    ko: (height: string) =>
      `블록 로그는 블록 ${height}까지 온전하며, 로그에서 만든 파생 상태만 손상되었습니다.`,
  },
  headWrong: {
    en:
      "A signed head in the ledger's heads.log is damaged, or not of this block and this node: " +
      'restore heads.log from a copy.',
    ko:
      '원장의 heads.log에 있는 서명된 최신 블록이 손상되었거나 이 블록 또는 이 노드의 것이 ' +
      '아닙니다. 복사본에서 heads.log를 복구하십시오.',
  },
  rebuildState: {
    en:
      'to rebuild: remove the directory state/ of the ledger; the next command that takes a step ' +
      'makes it again from the blocks',
    ko:
      '복구 방법: 원장의 state/ 디렉터리를 지우십시오. 다음에 단계를 수행하는 명령이 블록에서 ' +
      '다시 만듭니다',
  },
  checkedBlocks: {
    en: 'checked: every record, the chain of headers, Merkle roots, block 0 from the genesis',
    ko: '검증한 것: 모든 기록, 헤더 연결, 머클 루트, 제네시스에서 나온 블록 0',
  },
  checkedHeads: {
    en: (n: string) => `checked: ${counted(n, 'signed head')}`,
    ko: (n: string) => `검증한 것: 서명된 최신 블록 ${n}개`,
  },
  attested: {
    en: (at: string) => `attested: up to block ${at}, by the signature of the node`,
    ko: (at: string) => `보증 범위: 노드의 서명이 블록 ${at}까지 보증합니다`,
  },
  attestedBelow: {
    en: (at: string, height: string) =>
      `attested: up to block ${at}; no head was signed for the blocks up to ${height}: the ` +
      'process was killed before, or the newest heads were taken away',
    ko: (at: string, height: string) =>
      `보증 범위: 블록 ${at}까지. 그 뒤 ${height}까지는 서명된 최신 블록이 없습니다. 서명하기 ` +
      '전에 프로세스가 중단되었거나 최근 서명이 없어진 것입니다',
  },
  attestedAbove: {
    en: (at: string, height: string) =>
      `attested: block ${at}, but the log is good only to block ${height}: what lies between is ` +
      'damaged or was taken away',
    ko: (at: string, height: string) =>
      `보증 범위: 블록 ${at}. 그러나 로그는 블록 ${height}까지만 온전합니다. 그 사이의 블록은 ` +
      '손상되었거나 없어진 것입니다',
  },
  attestedNoBlock: {
    en: (at: string) =>
      `attested: block ${at}, but no block of the log is good, not even the first one`,
    ko: (at: string) =>
      `보증 범위: 블록 ${at}. 그러나 로그에는 첫 블록을 포함해 온전한 블록이 없습니다`,
  },
  attestedNothing: {
    en: 'attested: nothing; no signed head says how far the ledger went',
    ko: '보증 범위: 없음. 원장이 어디까지 있었는지 말해 주는 서명이 없습니다',
  },
  checkedState: {
    en: 'checked: the state, recomputed from the blocks',
    ko: '검증한 것: 블록에서 다시 계산한 상태',
  },
  stateNotCompared: {
    en: 'not checked: the derived state on disk, which waits to be rebuilt',
    ko: '검증하지 않은 것: 디스크의 파생 상태(다시 만들 예정)',
  },
  stateOfServer: {
    en: 'not checked: that the server answers questions from this very state',
    ko: '검증하지 않은 것: 서버가 바로 이 상태로 조회에 답한다는 것',
  },
  torn: {
    en: 'A torn end, never acknowledged, follows; the next opening cuts it off.',
    ko: '뒤에 응답된 적 없는 잘린 기록이 있으며, 다음에 열 때 잘라냅니다.',
  },
  notClaimed: {
    en:
      'not proved: that its one operator showed everyone the same ledger. ' +
      'It is tamper-evident; it is no consensus.',
    ko:
      '증명하지 않는 것: 한 운영자가 모두에게 같은 원장을 보였다는 것. ' +
      '변조를 드러낼 뿐 합의는 아닙니다.',
  },
  ownTrades: {
    en: (trades: string, code: string, steps: string) =>
      `checked: ${counted(steps, 'step')} of ${counted(trades, 'trade')} of ${code}: ` +
      'signatures, places, order',
    ko: (trades: string, code: string, steps: string) =>
      `검증한 것: ${code}의 거래 ${trades}건, ${steps}개 단계의 서명과 위치와 순서`,
  },
  badTrades: {
    en: (count: string) => `Trades that do not verify: ${count}. The first:`,
    ko: (count: string) => `검증되지 않는 거래: ${count}건. 첫 번째:`,
  },

  code: { en: 'Code', ko: '코드' },
  name: { en: 'Name', ko: '이름' },
  roles: { en: 'Roles', ko: '역할' },
  peer: { en: 'Peer', ko: '피어' },
  coEndorser: { en: 'Co-endorser', ko: '공동보증' },
  status: { en: 'Status', ko: '상태' },
  yes: { en: 'yes', ko: '있음' },
  no: { en: 'no', ko: '없음' },
  ACTIVE: { en: 'active', ko: '참가' },
  SUSPENDED: { en: 'suspended', ko: '정지' },
  DEPOSITORY: { en: 'depository', ko: '예탁결제' },
  CENTRAL_BANK: { en: 'central bank', ko: '중앙은행' },
  SECURITIES_FIRM: { en: 'securities firm', ko: '증권사' },
  ASSET_MANAGER: { en: 'asset manager', ko: '운용사' },
  CUSTODIAN: { en: 'custodian', ko: '수탁사' },
  SECURITIES_FINANCE: { en: 'securities finance', ko: '증권금융' },
  BANK: { en: 'bank', ko: '은행' },
  INSURER: { en: 'insurer', ko: '보험사' },
  PENSION_FUND: { en: 'pension fund', ko: '연기금' },

  daySet: {
    en: (date: string, phase: string) => `The ledger's day is now ${date}, ${phase}.`,
    ko: (date: string, phase: string) => `원장의 업무일은 이제 ${date}, ${phase}입니다.`,
  },
});
