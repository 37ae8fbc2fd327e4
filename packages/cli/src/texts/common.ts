import { texts } from './language.js';

/** The words around every command. */
export const COMMON_TEXTS = texts({
  program: {
    en: 'Settles over-the-counter bond trades on a ledger that its participants share.',
    ko: '참가기관이 함께 쓰는 원장에서 장외 채권거래를 결제합니다.',
  },
  usage: { en: 'Usage:', ko: '사용법:' },
  arguments: { en: 'Arguments:', ko: '인자:' },
  options: { en: 'Options:', ko: '옵션:' },
  commands: { en: 'Commands:', ko: '명령:' },
  examples: { en: 'Examples:', ko: '예:' },
  exitCodes: {
    en: 'Exit codes: 0 done, 1 a check or a step failed, 2 wrong usage.',
    ko: '종료 코드: 0 완료, 1 점검이나 단계 실패, 2 잘못된 사용.',
  },
  helpOption: { en: 'show this help', ko: '도움말을 봅니다' },
  helpCommand: { en: 'show the help of a command', ko: '명령의 도움말을 봅니다' },
  versionOption: { en: 'show the version', ko: '버전을 봅니다' },
  langOption: {
    en: 'language of the messages: ko or en (default: by LC_ALL, LC_MESSAGES, LANG)',
    ko: '메시지 언어: ko 또는 en (기본값: LC_ALL, LC_MESSAGES, LANG에 따름)',
  },
  jsonOption: {
    en: 'answer in JSON on stdout, and in nothing else',
    ko: '표준 출력에 JSON만 출력합니다',
  },
  error: { en: 'error', ko: '오류' },
  unexpected: {
    en: (message: string) =>
      `An unexpected error: ${message}\nSet BONDLEDGER_DEBUG=1 to see where it arose.`,
    ko: (message: string) =>
      `예기치 못한 오류입니다: ${message}\nBONDLEDGER_DEBUG=1로 다시 실행하면 발생한 곳을 볼 수 있습니다.`,
  },
  outputFailed: {
    en: (system: string) =>
      `The output cannot be written (${system}): make room, or send it elsewhere, and repeat.`,
    ko: (system: string) =>
      `출력을 쓸 수 없습니다(${system}). 공간을 확보하거나 다른 곳으로 보내 다시 실행하십시오.`,
  },
  stopped: {
    en: 'Stopped. What was answered is on the ledger; the same command goes on from there.',
    ko: '중단했습니다. 응답받은 것은 원장에 남아 있으며, 같은 명령으로 이어서 할 수 있습니다.',
  },
});
