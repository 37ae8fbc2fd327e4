import { grouped } from '../output/number.js';
import { texts } from './language.js';

/** What is said to whoever called a command wrongly. */
export const USAGE_TEXTS = texts({
  unknownCommand: {
    en: (name: string) => `There is no command '${name}'.`,
    ko: (name: string) => `'${name}' 명령이 없습니다.`,
  },
  unknownOption: {
    en: (name: string) => `There is no option '${name}'.`,
    ko: (name: string) => `'${name}' 옵션이 없습니다.`,
  },
  excessArguments: {
    en: 'There are more arguments than this command takes.',
    ko: '이 명령이 받는 것보다 인자가 많습니다.',
  },
  missingArgument: {
    en: (name: string) => `The argument '${name}' is missing.`,
    ko: (name: string) => `'${name}' 인자가 빠졌습니다.`,
  },
  valueMissing: {
    en: (name: string) => `The option '${name}' needs a value.`,
    ko: (name: string) => `'${name}' 옵션에 값이 필요합니다.`,
  },
  optionMissing: {
    en: (name: string) => `The option '${name}' is required.`,
    ko: (name: string) => `'${name}' 옵션은 꼭 주어야 합니다.`,
  },
  wordMissing: {
    en: (name: string, words: string) => `The option '${name}' is required: one of ${words}.`,
    ko: (name: string, words: string) =>
      `'${name}' 옵션은 꼭 주어야 합니다. 값은 ${words} 가운데 하나입니다.`,
  },
  commandMissing: {
    en: 'Name a command.',
    ko: '명령을 입력하십시오.',
  },
  other: {
    en: 'The command line is not one that this program understands.',
    ko: '이해할 수 없는 명령줄입니다.',
  },
  didYouMean: {
    en: (names: string) => `Did you mean ${names}?`,
    ko: (names: string) => `혹시 ${names} 아닙니까?`,
  },
  seeHelp: {
    en: (command: string) => `See '${command} --help'.`,
    ko: (command: string) => `도움말: ${command} --help`,
  },
  notACount: {
    en: (option: string, text: string, least: number, most: number) =>
      `${option} is a whole number from ${grouped(least)} to ${grouped(most)}, not '${text}'.`,
    ko: (option: string, text: string, least: number, most: number) =>
      `${option} 값은 ${grouped(least)}부터 ${grouped(most)}까지의 정수여야 합니다('${text}').`,
  },
  notAChoice: {
    en: (option: string, text: string, words: string) =>
      `${option} is one of ${words}, not '${text}'.`,
    ko: (option: string, text: string, words: string) =>
      `${option} 값은 ${words} 가운데 하나여야 합니다('${text}').`,
  },
  notADate: {
    en: (option: string, text: string) => `${option} is a date such as 2026-09-21, not '${text}'.`,
    ko: (option: string, text: string) =>
      `${option} 값은 2026-09-21과 같은 날짜여야 합니다('${text}').`,
  },
  notABusinessDay: {
    en: (option: string, text: string) =>
      `${option} is a Korean business day from 2020 to 2040, not ${text}.`,
    ko: (option: string, text: string) =>
      `${option} 값은 2020년부터 2040년까지의 영업일이어야 합니다(${text}).`,
  },
  noData: {
    en:
      'There is no ledger here: name its directory with --data, or settle a day first ' +
      "('bondledger day').",
    ko:
      '이곳에 원장이 없습니다. --data로 디렉터리를 지정하거나 먼저 하루를 결제하십시오' +
      "('bondledger day').",
  },
  noDayName: {
    en: (n: number) => `There are ${grouped(n)} days here already: name a directory with --data.`,
    ko: (n: number) =>
      `이곳에 하루가 이미 ${grouped(n)}개 있습니다. --data로 디렉터리를 지정하십시오.`,
  },
  notASubject: {
    en: (text: string, takes: string) =>
      `'${text}' is no number and no file; this step takes ${takes} numbers, or a file of them.`,
    ko: (text: string, takes: string) =>
      `'${text}'은(는) 번호도 파일도 아닙니다. 이 단계에는 ${takes}번호나 그 번호가 담긴 파일을 주십시오.`,
  },
  otherSubject: {
    en: (text: string, is: string, takes: string) =>
      `'${text}' is a ${is} number; this step takes ${takes} numbers, or a file of them.`,
    ko: (text: string, is: string, takes: string) =>
      `'${text}'은(는) ${is}번호입니다. 이 단계에는 ${takes}번호나 그 번호가 담긴 파일을 주십시오.`,
  },
  tradeId: { en: 'trade', ko: '거래' },
  chainId: { en: 'chain', ko: '연쇄거래' },
  paymentNo: { en: 'payment', ko: '이체' },
  or: { en: ' or ', ko: ' 또는 ' },
  notATrade: {
    en: (text: string) =>
      `'${text}' is no trade number such as 20260921-4C0R1VM8T5XQWJ2Z7K9P3NDHAB; ` +
      "'bondledger trade list' shows them.",
    ko: (text: string) =>
      `'${text}'은(는) 20260921-4C0R1VM8T5XQWJ2Z7K9P3NDHAB와 같은 거래번호가 아닙니다. ` +
      "'bondledger trade list'로 확인하십시오.",
  },
  notAnIsin: {
    en: (option: string, text: string) =>
      `${option} is an ISIN of 12 characters with its check digit, not '${text}'.`,
    ko: (option: string, text: string) =>
      `${option} 값은 검증번호까지 12자리인 종목코드여야 합니다('${text}').`,
  },
  notACode: {
    en: (option: string, text: string) =>
      `${option} is an institution's code such as HBSEC, not '${text}'.`,
    ko: (option: string, text: string) =>
      `${option} 값은 HBSEC와 같은 기관 코드여야 합니다('${text}').`,
  },
  datesReversed: {
    en: (option: string, text: string) => `${option} ends before it begins ('${text}').`,
    ko: (option: string, text: string) => `${option} 기간의 끝이 시작보다 빠릅니다('${text}').`,
  },
  noSubject: {
    en: 'Name what the step is about: identifiers, or a file of them.',
    ko: '대상을 지정하십시오. 식별자를 나열하거나 파일을 주십시오.',
  },
  outputKind: {
    en: (text: string) => `The output ends in .csv or .json, not '${text}'.`,
    ko: (text: string) => `출력 파일은 .csv 또는 .json으로 끝나야 합니다('${text}').`,
  },
  resetNeedsYes: {
    en: (path: string) => `This removes the ledger of ${path} for good. Repeat it with --yes.`,
    ko: (path: string) => `${path}의 원장이 완전히 삭제됩니다. --yes를 붙여 다시 실행하십시오.`,
  },
  onlyOnFabric: {
    en: (option: string) => `${option} goes with --engine fabric.`,
    ko: (option: string) => `${option}은(는) --engine fabric과 함께 씁니다.`,
  },
  otherDay: {
    en: (directory: string, trades: string, seed: string, date: string) =>
      `${directory} was made for another day: ` +
      `--trades ${trades} --seed '${seed}' --date ${date}. ` +
      'Leave these options out to go on with it, or name another directory.',
    ko: (directory: string, trades: string, seed: string, date: string) =>
      `${directory}은(는) 다른 하루로 만든 것입니다: ` +
      `--trades ${trades} --seed '${seed}' --date ${date}. ` +
      '이어 가려면 이 옵션들을 빼고, 새로 하려면 다른 디렉터리를 지정하십시오.',
  },
  emptyData: {
    en: "--data names no directory: it is empty. Write the directory's name after it.",
    ko: '--data 값이 비어 있습니다. 디렉터리 이름을 적으십시오.',
  },
});
