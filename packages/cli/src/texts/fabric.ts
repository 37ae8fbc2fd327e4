import { texts } from './language.js';

/** The words of networks of Hyperledger Fabric. */
export const FABRIC_TEXTS = texts({
  stepDone: {
    en: (step: string, seconds: string) => `  ${step}: ${seconds} s`,
    ko: (step: string, seconds: string) => `  ${step}: ${seconds}초`,
  },
  programs: { en: 'programs of release 3.1 found', ko: 'Fabric 3.1 프로그램 확인' },
  files: {
    en: 'ports, certificates, configuration and first block written',
    ko: '포트·인증서·설정·첫 블록 작성',
  },
  started: { en: 'processes started', ko: '프로세스 기동' },
  orderers: { en: 'orderers joined', ko: '오더러 참여' },
  peers: { en: 'peers joined, chaincode installed', ko: '피어 참여, 체인코드 설치' },
  approved: { en: 'chaincode approved by every institution', ko: '모든 기관이 체인코드 승인' },
  committed: { en: 'chaincode committed', ko: '체인코드 확정' },
  ready: { en: 'every chaincode answers', ko: '모든 체인코드 응답' },
  isUp: {
    en: (seconds: string) => `The network is up: ${seconds} s`,
    ko: (seconds: string) => `네트워크를 기동했습니다: ${seconds}초`,
  },
  staysUp: {
    en: (path: string) =>
      `The network goes on running. See it: bondledger fabric status --data ${path}; ` +
      `stop it: bondledger fabric down --data ${path}`,
    ko: (path: string) =>
      `네트워크는 계속 실행 중입니다. 상태: bondledger fabric status --data ${path}, ` +
      `종료: bondledger fabric down --data ${path}`,
  },
});
