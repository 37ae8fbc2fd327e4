import { counted, texts } from './language.js';

/** What is said of steps that were taken, and of the files that they came from. */
export const STEP_TEXTS = texts({
  line: { en: (n: string) => `line ${n}`, ko: (n: string) => `${n}행` },
  cell: {
    en: (n: string, column: string) => `line ${n}, column ${column}`,
    ko: (n: string, column: string) => `${n}행 ${column}열`,
  },
  item: { en: (n: string) => `item ${n}`, ko: (n: string) => `${n}번째 항목` },
  good: {
    en: (n: string) => `Nothing was sent. Good rows: ${n}`,
    ko: (n: string) => `아무것도 보내지 않았습니다. 올바른 행: ${n}건`,
  },
  moreGood: { en: (n: string) => `and ${n} more`, ko: (n: string) => `외 ${n}건` },
  moreFaults: {
    en: (n: string) => `and ${n} more faults (all of them with --json)`,
    ko: (n: string) => `그 밖의 오류 ${n}건(--json으로 모두 볼 수 있습니다)`,
  },
  skipBad: {
    en: 'Correct the file and repeat, or send the good rows alone with --skip-bad.',
    ko: '파일을 고쳐 다시 실행하거나, --skip-bad로 올바른 행만 보내십시오.',
  },
  accepted: {
    en: (revision: string) => `accepted (revision ${revision})`,
    ko: (revision: string) => `처리(${revision}차)`,
  },
  summary: {
    en: (step: string, accepted: string, refused: string) =>
      `${step}: ${accepted} accepted, ${refused} refused`,
    ko: (step: string, accepted: string, refused: string) =>
      `${step}: 처리 ${accepted}건, 거절 ${refused}건`,
  },
  leftAside: {
    en: (n: string) => `Left aside, for another institution to do: ${counted(n, 'row')}.`,
    ko: (n: string) => `다른 기관이 처리할 ${n}행은 제외했습니다.`,
  },
});
