import { texts } from './language.js';

/** What `doctor` looks at, finds, and advises. */
export const DOCTOR_TEXTS = texts({
  node: { en: 'Node.js', ko: 'Node.js' },
  packages: { en: 'Packages', ko: '패키지' },
  place: { en: 'Place', ko: '작업 위치' },
  space: { en: 'Disk space', ko: '디스크 여유' },
  flush: { en: 'Disk flush', ko: '디스크 기록 확정' },
  clock: { en: 'Clock', ko: '시계' },
  data: { en: 'Ledger', ko: '원장' },

  nodeVersion: { en: (v: string) => `version ${v}`, ko: (v: string) => `버전 ${v}` },
  nodeRemedy: {
    en: (v: string) => `Install Node.js ${v} or newer from https://nodejs.org.`,
    ko: (v: string) => `https://nodejs.org 에서 Node.js ${v} 이상을 설치하십시오.`,
  },
  packagesFound: {
    en: (n: string) => `all ${n} are installed`,
    ko: (n: string) => `${n}개 모두 설치되어 있습니다`,
  },
  packagesWrong: {
    en: (names: string) => `missing or of another version: ${names}`,
    ko: (names: string) => `없거나 버전이 다릅니다: ${names}`,
  },
  packagesRemedy: {
    en: 'Run `npm ci` in the root of the project.',
    ko: '프로젝트 최상위에서 `npm ci`를 실행하십시오.',
  },
  writable: {
    en: (path: string) => `${path} can be written`,
    ko: (path: string) => `${path}에 쓸 수 있습니다`,
  },
  notWritable: {
    en: (path: string) => `${path} cannot be written`,
    ko: (path: string) => `${path}에 쓸 수 없습니다`,
  },
  writableRemedy: {
    en: 'Give this user the right to write there, or choose another place with --data.',
    ko: '이 사용자에게 쓰기 권한을 주거나 --data로 다른 위치를 지정하십시오.',
  },
  free: { en: (size: string) => `${size} free`, ko: (size: string) => `여유 ${size}` },
  freeRemedy: {
    en: (size: string) => `Make room: a large day may need ${size}.`,
    ko: (size: string) => `공간을 확보하십시오. 거래가 많은 날에는 ${size}가 필요할 수 있습니다.`,
  },
  flushed: {
    en: (median: string, worst: string) => `${median} ms (slowest ${worst} ms)`,
    ko: (median: string, worst: string) => `${median}ms(가장 느린 것 ${worst}ms)`,
  },
  clockRemedy: {
    en: "Set the system's clock and keep it in step (NTP).",
    ko: '시스템 시계를 맞추고 시각 동기화(NTP)를 켜십시오.',
  },
  clockApart: {
    en: (seconds: string) => `the clock of the file system is ${seconds} s apart`,
    ko: (seconds: string) => `파일 시스템의 시각과 ${seconds}초 차이가 납니다`,
  },
  flushRemedy: {
    en: 'Each step waits for the disk: put the data on a local disk that flushes faster.',
    ko: '단계마다 디스크를 기다립니다. 더 빠른 로컬 디스크에 데이터를 두십시오.',
  },
  noData: {
    en: 'none here yet',
    ko: '아직 없습니다',
  },
  noDataRemedy: {
    en: 'Settle a day with `bondledger day`, or name a directory with --data.',
    ko: '`bondledger day`로 하루를 결제하거나 --data로 디렉터리를 지정하십시오.',
  },
  emptyData: {
    en: (path: string) => `${path} is empty: a ledger can be made there`,
    ko: (path: string) => `${path}이(가) 비어 있어 원장을 만들 수 있습니다`,
  },
  ledgerOpens: {
    en: (path: string, height: string) => `${path} opens, at block ${height}, owned by nobody`,
    ko: (path: string, height: string) => `${path}: 블록 ${height}까지 열리며 사용 중이 아닙니다`,
  },
  networkOpens: {
    en: (path: string, height: string) =>
      `${path} opens, at block ${height}, on a network of Fabric ('bondledger fabric doctor')`,
    ko: (path: string, height: string) =>
      `${path}: Fabric 네트워크에서 블록 ${height}까지 열립니다('bondledger fabric doctor')`,
  },
  owned: {
    en: (path: string, pid: string, host: string) =>
      `${path} is in use by process ${pid} on ${host}`,
    ko: (path: string, pid: string, host: string) =>
      `${path}: ${host}의 프로세스 ${pid}이(가) 사용하고 있습니다`,
  },
  allWell: { en: 'All is well.', ko: '이상이 없습니다.' },
  notWell: {
    en: (n: string) => `To be put right: ${n}`,
    ko: (n: string) => `조치할 것: ${n}건`,
  },
});
