export type Language = 'en' | 'ko';

interface InstructionTexts {
  readonly title: (institution: string, channel: string) => string;
  readonly before: string;
  readonly files: string;
  readonly copy: (directory: string) => string;
  readonly secret: string;
  readonly ports: string;
  readonly portColumns: readonly [string, string, string];
  readonly from: { readonly all: string; readonly own: string };
  readonly start: string;
  readonly units: string;
  readonly join: string;
  readonly approve: string;
  readonly approveOnce: string;
  readonly commit: string;
  readonly check: string;
  readonly checkHow: string;
}

/** The sentences of an institution's page of instructions. */
export const INSTRUCTION_TEXTS: Readonly<Record<Language, InstructionTexts>> = {
  en: {
    title: (institution, channel) => `${institution} on the channel ${channel}`,
    before:
      'Each host needs the programs of Hyperledger Fabric 3.1, Node 20 or later, bondledger at ' +
      'the path that the units name, a user `bondledger`, and a clock set by a time server.',
    files: 'Files',
    copy: (directory) => `Bring these to each of your hosts, at the same place (${directory}):`,
    secret:
      'The first folder holds your private keys. It goes over a channel that only you can read, ' +
      'belongs to the user `bondledger` alone, and is removed where the network was prepared.',
    ports: 'Ports',
    portColumns: ['node', 'address', 'open to'],
    from: { all: 'the hosts of every institution', own: 'your own hosts' },
    start: 'Start the nodes',
    units: 'Orderers come first; chaincode before its peers. systemd keeps them running.',
    join: 'Join the channel and install the chaincode',
    approve: 'Approve the chaincode',
    approveOnce: 'Once for the institution, through one of its peers:',
    commit: 'When every institution has approved, commit the definition:',
    check: 'Check',
    checkHow: 'Height and block hash have to be those of the other institutions:',
  },
  ko: {
    title: (institution, channel) => `${channel} 채널의 ${institution}`,
    before:
      '각 호스트에는 Hyperledger Fabric 3.1 프로그램, Node 20 이상, 유닛 파일이 가리키는 경로의 ' +
      'bondledger, `bondledger` 사용자, 시간 서버에 맞춘 시계가 필요합니다.',
    files: '파일',
    copy: (directory) => `다음을 각 호스트의 같은 위치(${directory})에 옮기십시오.`,
    secret:
      '첫 폴더에는 귀 기관의 개인키가 있습니다. 귀 기관만 읽을 수 있는 경로로 옮기고 `bondledger` ' +
      '사용자만 소유하게 하며, 네트워크를 준비한 곳에서는 지우십시오.',
    ports: '포트',
    portColumns: ['노드', '주소', '접속 허용 대상'],
    from: { all: '모든 기관의 호스트', own: '귀 기관의 호스트' },
    start: '노드 기동',
    units: '오더러를 먼저, 체인코드를 피어보다 먼저 기동합니다. systemd가 계속 실행합니다.',
    join: '채널 참여와 체인코드 설치',
    approve: '체인코드 승인',
    approveOnce: '기관마다 한 번, 피어 하나를 통해 승인합니다.',
    commit: '모든 기관이 승인하면 정의를 확정합니다.',
    check: '확인',
    checkHow: '높이와 블록 해시가 다른 기관과 같아야 합니다.',
  },
};
