import { texts } from './language.js';

/** What `bondledger start` says. */
export const SERVER_TEXTS = texts({
  opening: {
    en: 'Opening the ledger and the database',
    ko: '원장과 데이터베이스를 여는 중',
  },
  both: {
    en: '--institution and --config go together',
    ko: '--institution과 --config는 함께 지정합니다',
  },
  bothOfTls: {
    en: '--tls-cert and --tls-key go together',
    ko: '--tls-cert와 --tls-key는 함께 지정합니다',
  },
  serving: { en: 'bondledger is serving', ko: 'bondledger를 서비스하고 있습니다' },
  address: { en: 'Address', ko: '주소' },
  document: { en: 'API document', ko: 'API 문서' },
  directory: { en: 'Directory', ko: '디렉터리' },
  log: { en: 'Log', ko: '로그' },
  inSeconds: {
    en: (seconds: string) => `ready after ${seconds} s`,
    ko: (seconds: string) => `${seconds}초 만에 준비되었습니다`,
  },
  accounts: {
    en: 'Demo accounts, shown this once',
    ko: '시연용 계정입니다. 지금 한 번만 표시합니다',
  },
  firstAccount: {
    en: 'The first account, shown this once and kept nowhere: sign in and change its password',
    ko: '첫 계정입니다. 지금 한 번만 표시하고 어디에도 저장하지 않습니다. 로그인하여 비밀번호를 바꾸십시오',
  },
  accountsIn: {
    en: (path: string) =>
      `For you to look up later they are also in ${path}; remove it if others read this machine.`,
    ko: (path: string) =>
      `나중에 볼 수 있게 ${path}에도 저장했습니다. 다른 사람이 쓰는 컴퓨터라면 지우십시오.`,
  },
  accountsEarlier: {
    en: (path: string) => `The demo accounts were made at the first start; they are in ${path}.`,
    ko: (path: string) => `시연용 계정은 처음 기동할 때 만들었습니다. ${path}에 있습니다.`,
  },
  userGroup: {
    en: 'the people of a server, on its own machine',
    ko: '서버가 있는 컴퓨터에서 다루는 사용자',
  },
  userReset: {
    en: 'give somebody a new password, shown once; the server must be stopped',
    ko: '새 비밀번호를 만들어 한 번만 표시합니다. 서버를 먼저 종료해야 합니다',
  },
  userName: { en: 'the user who forgot the password', ko: '비밀번호를 잊은 사용자' },
  userConfig: {
    en: 'the configuration of that institution’s server, instead of --data',
    ko: '--data 대신 그 기관 서버의 설정 파일',
  },
  userInstitution: {
    en: 'of the server of this institution alone; needs --config',
    ko: '이 기관만 서비스하는 서버의 사용자입니다. --config가 필요합니다',
  },
  passwordReset: {
    en: (user: string, institution: string) =>
      `The new password of ${user} (${institution}) is shown this once and kept nowhere. ` +
      'All sessions of the user ended: start the server, sign in and change the password.',
    ko: (user: string, institution: string) =>
      `${user}(${institution})의 새 비밀번호입니다. 지금 한 번만 표시하고 저장하지 않습니다. ` +
      '기존 세션은 모두 끝났습니다. 서버를 기동하고 로그인하여 비밀번호를 바꾸십시오.',
  },
  user: { en: 'User', ko: '사용자' },
  password: { en: 'Password', ko: '비밀번호' },
  institution: { en: 'Institution', ko: '기관' },
  rights: { en: 'Rights', ko: '권한' },
  next: { en: 'What to try next', ko: '다음에 해 볼 것' },
  openPage: {
    en: (url: string, user: string) => `Open ${url} and sign in as ${user}`,
    ko: (url: string, user: string) => `${url}에 접속하여 ${user}(으)로 로그인`,
  },
  openDocument: {
    en: (url: string) => `Browse the API at ${url}`,
    ko: (url: string) => `${url}에서 API 살펴보기`,
  },
  askNetwork: {
    en: (directory: string) =>
      `See that all peers are at one: npx bondledger fabric status --data ${directory}`,
    ko: (directory: string) =>
      `npx bondledger fabric status --data ${directory}(으)로 모든 피어가 같은지 확인`,
  },
  stopWith: { en: 'Stop with Ctrl-C', ko: 'Ctrl-C로 종료' },
  stopping: {
    en: 'Stopping: what was begun is ended first',
    ko: '시작한 요청을 마치고 종료합니다',
  },
  stopped: { en: 'Stopped', ko: '종료했습니다' },
});
