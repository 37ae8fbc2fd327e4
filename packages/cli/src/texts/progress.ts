import { texts } from './language.js';

/** The words of progress bars and lines. */
export const PROGRESS_TEXTS = texts({
  rate: { en: (n: string) => `${n}/s`, ko: (n: string) => `${n}건/초` },
  left: {
    en: (seconds: string) => `${seconds} s left`,
    ko: (seconds: string) => `${seconds}초 남음`,
  },
  took: { en: (seconds: string) => `${seconds} s`, ko: (seconds: string) => `${seconds}초` },
  line: {
    en: (step: string, count: string, seconds: string, rate: string) =>
      `${step}: ${count} in ${seconds} s (${rate}/s)`,
    ko: (step: string, count: string, seconds: string, rate: string) =>
      `${step}: ${count}건, ${seconds}초(초당 ${rate}건)`,
  },
  blocks: { en: 'Blocks', ko: '블록 검증' },
  trades: { en: 'Trades', ko: '거래 검증' },
  copies: { en: 'Copies', ko: '기관별 재계산' },
  setDay: { en: 'Move the day on', ko: '업무일 변경' },
  expireOrFail: { en: 'Expire or fail', ko: '기한 경과·미결제' },
});
