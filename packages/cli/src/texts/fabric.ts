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
  atOne: {
    en: (height: string) => `All peers have the same ledger, up to block ${height}.`,
    ko: (height: string) => `모든 피어의 원장이 블록 ${height}까지 같습니다.`,
  },
  notAtOne: {
    en: (height: string) => `The peers do not all have the same ledger (block ${height}).`,
    ko: (height: string) =>
      `피어들의 원장이 서로 다르거나 응답하지 않는 피어가 있습니다(블록 ${height}).`,
  },
  checkedPeers: {
    en: (n: string) => `checked: height, block hash and commit hash of ${n} peers`,
    ko: (n: string) => `검증한 것: 피어 ${n}개의 높이, 블록 해시, 커밋 해시`,
  },
  checkedCopies: {
    en: 'checked: blocks and state, recomputed from the peers of each institution by itself',
    ko: '검증한 것: 기관마다 그 피어의 블록에서 따로 다시 계산한 블록과 상태',
  },
  node: { en: 'Node', ko: '노드' },
  institution: { en: 'Institution', ko: '기관' },
  blocks: { en: 'Blocks', ko: '블록 수' },
  blockHash: { en: 'Block hash', ko: '블록 해시' },
  commitHash: { en: 'Commit hash', ko: '커밋 해시' },
  height: { en: 'Height', ko: '높이' },
  headHash: { en: 'Head', ko: '최신 블록 해시' },
  stateHash: { en: 'State hash', ko: '상태 해시' },

  address: { en: 'Address', ko: '주소' },
  process: { en: 'Process', ko: '프로세스' },
  isAtOne: {
    en: (peers: string, blocks: string) =>
      `All ${peers} peers have the same ${blocks} blocks: one height, one hash.`,
    ko: (peers: string, blocks: string) =>
      `피어 ${peers}개 모두 같은 블록 ${blocks}개를 가지고 있습니다(높이와 해시 일치).`,
  },
  isApart: {
    en: 'The peers are not at one height with the same hashes.',
    ko: '피어들의 높이나 해시가 서로 다릅니다.',
  },
  isSilent: {
    en: (n: string) => `Peers that do not answer: ${n}`,
    ko: (n: string) => `응답하지 않는 피어: ${n}개`,
  },
  isDown: {
    en: (path: string) =>
      `The network of ${path} is down; 'bondledger fabric up' goes on with its ledger.`,
    ko: (path: string) =>
      `${path}의 네트워크를 종료했습니다. 'bondledger fabric up'으로 이어서 쓸 수 있습니다.`,
  },
  isReset: {
    en: (path: string) =>
      `The network of ${path} and its ledger are gone; 'bondledger fabric up' begins anew.`,
    ko: (path: string) =>
      `${path}의 네트워크와 원장을 삭제했습니다. 'bondledger fabric up'으로 새로 시작합니다.`,
  },
  checkPrograms: { en: 'Programs', ko: '프로그램' },
  checkProcess: { en: 'Processes', ko: '프로세스' },
  checkPort: { en: 'Ports', ko: '포트' },
  checkTls: { en: 'TLS, both ways', ko: 'TLS(양방향)' },
  checkCertificate: { en: 'Certificates', ko: '인증서' },
  checkClock: { en: 'Clocks', ko: '시계' },
  checkChannel: { en: 'Channel', ko: '채널' },
  checkChaincode: { en: 'Chaincode', ko: '체인코드' },
  goodOf: {
    en: (good: string, all: string) => `${good} of ${all} good`,
    ko: (good: string, all: string) => `${all}개 중 ${good}개 정상`,
  },
  allWell: { en: 'All is well.', ko: '이상이 없습니다.' },
  notWell: {
    en: (n: string) => `To be put right: ${n}`,
    ko: (n: string) => `조치할 것: ${n}건`,
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
