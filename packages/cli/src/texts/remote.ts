import { texts } from './language.js';

/** What is said of commands that work through a server. */
export const REMOTE_TEXTS = texts({
  url: {
    en: "work through the server at this address instead of a directory's ledger",
    ko: '디렉터리의 원장 대신 이 주소의 서버를 통해 실행합니다',
  },
  token: {
    en: 'an API token (default: BONDLEDGER_TOKEN, else <keystore>.token)',
    ko: 'API 토큰(기본값: BONDLEDGER_TOKEN, 없으면 <키 저장소>.token)',
  },
  keystore: {
    en: "sign here with the institution's own key store; without it the server signs",
    ko: '기관의 키 저장소로 이곳에서 서명합니다. 없으면 서버가 서명합니다',
  },
  user: {
    en: 'sign in as this person instead, with the password in BONDLEDGER_PASSWORD',
    ko: '토큰 대신 이 사람으로 로그인합니다. 비밀번호는 BONDLEDGER_PASSWORD에서 읽습니다',
  },
  ownGenesis: {
    en: 'with --url: the genesis that you were given; without it the one of the server is believed',
    ko: '--url과 함께: 받아 둔 제네시스. 없으면 서버가 주는 것을 믿습니다',
  },
  passwordMissing: {
    en: 'Signing in needs a password: give it in BONDLEDGER_PASSWORD.',
    ko: '로그인에 비밀번호가 필요합니다. BONDLEDGER_PASSWORD로 주십시오.',
  },
  tokenMissing: {
    en: 'Who asks? Give an API token with --token or BONDLEDGER_TOKEN, or a person with --user.',
    ko: '--token 또는 BONDLEDGER_TOKEN으로 API 토큰을 주거나 --user로 로그인하십시오.',
  },
  notYours: {
    en: (code: string, owner: string) =>
      `The server answers for ${owner} here, not for ${code}: leave --as out, or sign in there.`,
    ko: (code: string, owner: string) =>
      `이 접속은 ${code}가 아니라 ${owner}의 것입니다. --as를 빼거나 그 기관으로 접속하십시오.`,
  },
  waitsForChecker: {
    en: (items: string, approval: string) =>
      `${items} prepared: another person of the institution checks them (approval ${approval}).`,
    ko: (items: string, approval: string) =>
      `${items}건을 작성했습니다. 같은 기관의 다른 사람이 승인합니다(승인 ${approval}).`,
  },
  urlMissing: {
    en: 'This command works through a server: name it with --url.',
    ko: '서버를 통해 실행하는 명령입니다. --url로 주소를 지정하십시오.',
  },
  otherInstitution: {
    en: (code: string, owner: string) => `The key store is of ${owner}, not of ${code}.`,
    ko: (code: string, owner: string) => `${code}가 아니라 ${owner}의 키 저장소입니다.`,
  },
  readModelGroup: {
    en: 'the SQL tables from which a server answers questions',
    ko: '서버가 조회에 답하는 SQL 테이블',
  },
  rebuild: {
    en: 'drop them and build them anew from the ledger',
    ko: '지우고 원장에서 다시 만듭니다',
  },
  rebuilt: {
    en: (code: string, height: string) => `${code}: built anew up to block ${height}.`,
    ko: (code: string, height: string) => `${code}: 블록 ${height}까지 다시 만들었습니다.`,
  },
  asNeedsKeys: {
    en: "To verify an institution's trades through a server, name its keys with --keystore.",
    ko: '서버를 통해 한 기관의 거래를 검증하려면 --keystore로 그 기관의 키를 지정하십시오.',
  },
  status: {
    en: 'show how a server does: its day, ledger, states, queues and alarms',
    ko: '서버의 현황(업무일, 원장, 상태, 대기열, 경보)을 보여 줍니다',
  },
  watch: { en: 'again every two seconds, until stopped', ko: '중단할 때까지 2초마다 갱신합니다' },
  drive: {
    en: "the demo's day: all institutions act by themselves",
    ko: '시연의 하루: 모든 기관이 스스로 처리합니다',
  },
  driveStart: { en: 'run the day', ko: '하루를 진행합니다' },
  drivePause: { en: 'pause it', ko: '잠시 멈춥니다' },
  driveResume: { en: 'go on', ko: '다시 진행합니다' },
  driveStatus: { en: 'show how far it is', ko: '진행 상황을 보여 줍니다' },
  driveSpeed: {
    en: 'steps a second over all institutions; 0 is as fast as it goes',
    ko: '모든 기관을 합친 초당 단계 수. 0은 최대 속도',
  },
  join: {
    en: 'join a demo through its server, with keys that are made and stay here',
    ko: '이 컴퓨터에서 만들고 이곳에만 두는 키로 서버를 통해 시연에 참가합니다',
  },
  newKeystore: { en: 'the key store to make', ko: '만들 키 저장소' },
  nameKo: { en: 'the name in Korean', ko: '한글 이름' },
  nameEn: { en: 'the name in English', ko: '영문 이름' },
  role: {
    en: 'a role such as INSURER; several with commas',
    ko: 'INSURER 같은 역할. 여럿이면 쉼표로 구분',
  },
  operatorToken: {
    en: "a token of KSD's operator (default: BONDLEDGER_TOKEN)",
    ko: '예탁결제원 운영자의 토큰(기본값: BONDLEDGER_TOKEN)',
  },
  code: { en: "the institution's code", ko: '기관 코드' },
  joined: {
    en: (code: string, keystore: string) =>
      `${code} has joined. Its keys are in ${keystore}; the token for the gateway is beside them.`,
    ko: (code: string, keystore: string) =>
      `${code} 기관이 참가했습니다. 키는 ${keystore}에 있고 게이트웨이 토큰은 그 옆에 있습니다.`,
  },
  day: { en: 'Business day', ko: '업무일' },
  ledger: { en: 'Ledger', ko: '원장' },
  block: { en: (height: string) => `block ${height}`, ko: (height: string) => `블록 ${height}` },
  lastMinute: { en: 'Last minute', ko: '최근 1분' },
  minute: {
    en: (instructions: string, blocks: string, refusals: string) =>
      `${instructions} instructions in ${blocks} blocks, ${refusals} refused`,
    ko: (instructions: string, blocks: string, refusals: string) =>
      `블록 ${blocks}개에 지시 ${instructions}건, 거부 ${refusals}건`,
  },
  stages: { en: 'Stages (p50 / p99)', ko: '단계별 시간(p50 / p99)' },
  queues: { en: 'Queues', ko: '대기열' },
  readModel: { en: 'Read models behind', ko: '조회 자료 지연' },
  none: { en: 'none', ko: '없음' },
  alarms: { en: 'Alarms', ko: '경보' },
  components: { en: 'Components', ko: '구성 요소' },
  componentsUp: {
    en: (up: string, all: string) => `${up} of ${all} work`,
    ko: (up: string, all: string) => `${all}개 중 ${up}개 정상`,
  },
  driveState: { en: 'Drive', ko: '진행' },
  driveLine: {
    en: (state: string, ended: string, trades: string) => `${state}, ${ended} of ${trades} ended`,
    ko: (state: string, ended: string, trades: string) =>
      `${state}, ${trades}건 중 ${ended}건 종료`,
  },
});
