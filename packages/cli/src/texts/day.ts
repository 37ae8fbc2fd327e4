import { counted, texts } from './language.js';

/** What the commands of a whole day say. */
export const DAY_TEXTS = texts({
  newDay: {
    en: (trades: string, seed: string, path: string) =>
      `A day of ${counted(trades, 'trade')} (seed ${seed}) in ${path}`,
    ko: (trades: string, seed: string, path: string) =>
      `${trades}건의 하루를 ${path}에 준비합니다(시드 ${seed})`,
  },
  goesOn: {
    en: (trades: string, seed: string, path: string) =>
      `Going on with the day of ${counted(trades, 'trade')} (seed ${seed}) in ${path}`,
    ko: (trades: string, seed: string, path: string) =>
      `${path}에 있는 ${trades}건의 하루를 이어 갑니다(시드 ${seed})`,
  },
  created: {
    en: (participants: string, issues: string, holdings: string, seconds: string) =>
      `Keys, genesis, ${counted(participants, 'participant')}, ${counted(issues, 'issue')}, ` +
      `${counted(holdings, 'opening holding')}: ${seconds} s`,
    ko: (participants: string, issues: string, holdings: string, seconds: string) =>
      `키와 제네시스, 참가기관 ${participants}곳, 종목 ${issues}개, ` +
      `기초잔고 ${holdings}건 준비: ${seconds}초`,
  },
  ready: {
    en: (path: string, date: string) => `${path} is ready for ${date}; nothing is submitted yet.`,
    ko: (path: string, date: string) =>
      `${path}에 ${date} 업무를 준비했습니다. 아직 제출된 거래는 없습니다.`,
  },
  exists: {
    en: (path: string, date: string) =>
      `${path} exists already, for ${date}; 'bondledger ledger info' shows how far it is.`,
    ko: (path: string, date: string) =>
      `${date} 업무의 ${path}이(가) 이미 있습니다. 진행 상황은 'bondledger ledger info'로 봅니다.`,
  },
  written: {
    en: (trades: string, path: string) => `${counted(trades, 'trade')} in ${path}`,
    ko: (trades: string, path: string) => `거래 ${trades}건을 ${path}에 저장했습니다`,
  },

  step: { en: 'Step', ko: '단계' },
  count: { en: 'Count', ko: '건수' },
  batches: { en: 'Batches', ko: '묶음' },
  seconds: { en: 'Seconds', ko: '시간(초)' },
  p50: { en: 'p50 ms/batch', ko: '묶음 p50(ms)' },
  p99: { en: 'p99 ms/batch', ko: '묶음 p99(ms)' },
  total: { en: 'Total', ko: '합계' },
  state: { en: 'State', ko: '상태' },
  trades: { en: 'Trades', ko: '거래' },

  wholeDay: { en: 'The day', ko: '하루 전체' },
  inSeconds: {
    en: (seconds: string, rate: string) => `${seconds} s (${rate} trades/s, all steps)`,
    ko: (seconds: string, rate: string) => `${seconds}초(모든 단계, 초당 ${rate}건)`,
  },
  restInSeconds: {
    en: (seconds: string) => `${seconds} s for what was left of it`,
    ko: (seconds: string) => `남은 단계에 ${seconds}초`,
  },
  nothingLeft: { en: 'nothing was left to do', ko: '남은 일이 없습니다' },
  securities: { en: 'Securities', ko: '채권' },
  securitiesSound: {
    en: (issues: string) =>
      `the units of ${counted(issues, 'issue')} are what they were before the day`,
    ko: (issues: string) => `${issues}개 종목 모두 수량이 시작할 때와 같습니다`,
  },
  securitiesWrong: {
    en: 'units were made or lost, or stay restricted',
    ko: '수량이 늘거나 줄었거나 처분제한이 남아 있습니다',
  },
  cash: { en: 'Cash', ko: '대금' },
  cashSound: {
    en: 'the money at the central bank is what it was before the day',
    ko: '한국은행 계좌의 합계가 시작할 때와 같습니다',
  },
  cashWrong: {
    en: 'the money at the central bank is not what it was before the day',
    ko: '한국은행 계좌의 합계가 시작할 때와 다릅니다',
  },
  blocks: { en: 'Blocks', ko: '블록' },
  size: { en: 'On disk', ko: '디스크 사용' },
  stateHash: { en: 'State hash', ko: '상태 해시' },
  directory: { en: 'Directory', ko: '디렉터리' },

  next: { en: 'What to try next', ko: '다음에 해 볼 것' },
  nextList: {
    en: (code: string) => `the trades that ${code} can read`,
    ko: (code: string) => `${code}에서 볼 수 있는 거래`,
  },
  nextShow: { en: 'one trade, as its seller sees it', ko: '매도기관이 보는 한 거래' },
  nextHistory: { en: 'who did what to it, and when', ko: '누가 언제 무엇을 했는지' },
  nextExport: { en: 'its evidence as a file', ko: '그 거래의 증거를 파일로' },
  nextEvidence: {
    en: 'check that file anywhere, with the genesis as the only trust anchor',
    ko: '제네시스만 믿고 어디서나 그 파일을 검증',
  },
  nextVerify: { en: 'recompute the whole ledger', ko: '원장 전체를 다시 계산하여 검증' },
});
