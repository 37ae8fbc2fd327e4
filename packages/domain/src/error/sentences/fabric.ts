/** 10. A network of Hyperledger Fabric. */
export const FABRIC_SENTENCES = {
  TOPOLOGY_INVALID: {
    en:
      'The topology file ({file}) has a wrong field ({field}) on a line ({line}); replace it ' +
      'by what is expected ({expected}) and repeat.',
    ko:
      '토폴로지 파일({file})의 항목({field})이 올바르지 않습니다(행 {line}). ' +
      '허용되는 값({expected})으로 고치십시오.',
  },
  TOPOLOGY_CHANGED: {
    en:
      'The topology file differs from the network that it once started ({field}); restore it or ' +
      'reset the network.',
    ko: '토폴로지 파일이 이미 기동한 네트워크와 다릅니다({field}). 되돌리거나 초기화하십시오.',
  },
  REVOCATION_LIST_WRONG: {
    en:
      'A revocation list ({path}) is none that the authority of its institution signed, or names ' +
      'no authority key identifier; replace it and repeat.',
    ko:
      '폐기 목록({path})이 해당 기관의 인증 기관이 서명한 것이 아니거나 기관 키 식별자가 없습니다. ' +
      '올바른 목록으로 바꾼 뒤 다시 실행하십시오.',
  },
  REVOCATIONS_CHANGED: {
    en:
      'Revocation lists of an institution ({institution}) changed after the channel was made; ' +
      'change the configuration of the channel, or reset the network.',
    ko:
      '채널을 만든 뒤 기관({institution})의 폐기 목록이 바뀌었습니다. 채널 구성을 변경하거나 ' +
      '네트워크를 초기화하십시오.',
  },
  SEQUENCE_UNCHANGED: {
    en:
      'The topology file changes what the institutions have committed ({field}) under the same ' +
      'sequence ({sequence}); give the chaincode the next sequence or restore the file.',
    ko:
      '토폴로지 파일이 기관들이 확정한 정의({field})를 같은 시퀀스({sequence})로 바꿨습니다. ' +
      '시퀀스를 올리거나 파일을 되돌리십시오.',
  },
  FABRIC_MISSING: {
    en:
      'A program of Hyperledger Fabric ({program}) was not found; install the binaries of ' +
      'release 3.1 and name their folder in FABRIC_BIN or in PATH.',
    ko:
      'Hyperledger Fabric 프로그램({program})이 없습니다. 3.1판 실행 파일을 설치하고 ' +
      'FABRIC_BIN이나 PATH에 폴더를 지정하십시오.',
  },
  FABRIC_VERSION: {
    en:
      'A program of Hyperledger Fabric ({path}) has an unsupported version ({version}); install ' +
      'a binary of release 3.1 and repeat.',
    ko: 'Hyperledger Fabric 프로그램({path})의 버전({version})을 지원하지 않습니다. 3.1판을 설치하십시오.',
  },
  FABRIC_FAILED: {
    en:
      'A program of Hyperledger Fabric ({program}) ended with an error ({detail}); correct what ' +
      'it names and repeat.',
    ko: 'Hyperledger Fabric 프로그램({program})이 실패했습니다({detail}). 원인을 고친 뒤 다시 실행하십시오.',
  },
  NETWORK_UNKNOWN: {
    en: 'The directory ({path}) holds no network; name the right one or start a network there.',
    ko: '네트워크가 없는 디렉터리({path})입니다. 경로를 확인하거나 네트워크를 먼저 기동하십시오.',
  },
  NETWORK_BUSY: {
    en:
      'Another command ({pid}) is at work on this network ({path}); wait until it ends and ' +
      'repeat.',
    ko: '다른 명령({pid})이 이 네트워크({path})에서 작업 중입니다. 끝난 뒤 다시 실행하십시오.',
  },
  NETWORK_ELSEWHERE: {
    en:
      'The topology file places nodes on other hosts ({host}); the files for them are written, ' +
      'so follow the pages ({path}) on each host.',
    ko:
      '토폴로지 파일의 노드 일부가 다른 호스트({host})에 있습니다. 필요한 파일은 만들었으니 ' +
      '안내 문서({path})를 따르십시오.',
  },
  NETWORK_DOWN: {
    en:
      'No peer of the network answers ({path}); start it with `bondledger fabric up` on this ' +
      'directory and repeat.',
    ko:
      '응답하는 피어가 없습니다({path}). 이 디렉터리에서 `bondledger fabric up`으로 네트워크를 ' +
      '기동한 뒤 다시 실행하십시오.',
  },
  ENGINE_OTHER: {
    en:
      'The ledger of this directory ({path}) runs on another engine ({engine}); open it with ' +
      'that one, or name another directory.',
    ko:
      '이 디렉터리({path})의 원장은 다른 엔진({engine})에서 운영합니다. 그 엔진으로 열거나 다른 ' +
      '디렉터리를 지정하십시오.',
  },
  PORT_BUSY: {
    en:
      'The port ({port}) that is needed here ({node}) is used by another process ({pid}); stop ' +
      'that process, or name another port with --port or in the topology file.',
    ko:
      '필요한 포트({port})({node})를 다른 프로세스({pid})가 쓰고 있습니다. 그 프로세스를 종료하거나 ' +
      '--port 또는 토폴로지 파일에서 포트를 바꾸십시오.',
  },
  PROCESS_LEFT_OVER: {
    en:
      'A process ({pid}) of an earlier network still holds the port of a node ({node}, {port}); ' +
      'end it and repeat.',
    ko:
      '이전 네트워크의 프로세스({pid})가 남아 노드의 포트({node}, {port})를 쓰고 있습니다. ' +
      '종료한 뒤 다시 실행하십시오.',
  },
  NODE_STOPPED: {
    en: 'A node ({node}) is not running; read its log ({log}) and start the network again.',
    ko: '노드({node})가 실행 중이 아닙니다. 로그({log})를 확인한 뒤 네트워크를 다시 기동하십시오.',
  },
  NODE_SILENT: {
    en: 'A node ({node}) did not answer in time ({detail}); read its log ({log}) and repeat.',
    ko: '노드({node})가 제때 응답하지 않았습니다({detail}). 로그({log})를 확인하고 다시 실행하십시오.',
  },
  NODE_REFUSED: {
    en: 'A node ({node}) refused a request ({detail}); correct what it names and repeat.',
    ko: '노드({node})가 요청을 거부했습니다({detail}). 원인을 고친 뒤 다시 실행하십시오.',
  },
  PROPOSAL_IN_CLEAR: {
    en:
      'An operation ({operation}) would put its content into the blocks of every peer; hand ' +
      'it over as a signed batch.',
    ko:
      '연산({operation})의 내용이 모든 피어의 블록에 평문으로 남습니다. 서명된 묶음으로 ' +
      '제출하십시오.',
  },
  ENDORSEMENT_FAILED: {
    en:
      'The endorsing institutions ({endorsers}) did not endorse a transaction ({detail}); check ' +
      'their peers and send the same batch again.',
    ko:
      '보증 기관({endorsers})이 거래를 보증하지 않았습니다({detail}). 해당 피어를 점검한 뒤 같은 ' +
      '묶음을 다시 보내십시오.',
  },
  ENDORSERS_DIFFER: {
    en:
      'The endorsing institutions ({endorsers}) came to different results; stop and compare ' +
      'their peers and chaincode versions.',
    ko:
      '보증 기관({endorsers})의 결과가 서로 다릅니다. 업무를 멈추고 피어와 체인코드 버전을 ' +
      '비교하십시오.',
  },
  ENDORSERS_SILENT: {
    en:
      'The endorsing institutions ({endorsers}) did not answer in time ({detail}), and nothing ' +
      'was taken; check their peers and send the same batch again.',
    ko:
      '보증 기관({endorsers})이 제때 응답하지 않아({detail}) 처리된 것이 없습니다. 해당 피어를 ' +
      '점검한 뒤 같은 묶음을 다시 보내십시오.',
  },
  OUTCOME_UNKNOWN: {
    en:
      'The network did not say what became of a transaction ({detail}); send the same batch ' +
      'again: it gets the same receipt and is never taken twice.',
    ko:
      '거래의 처리 결과를 확인하지 못했습니다({detail}). 같은 묶음을 다시 보내십시오. 같은 영수증을 ' +
      '받으며 두 번 처리되지 않습니다.',
  },
  CHANNEL_WRONG: {
    en:
      'The channel ({channel}) holds something else than this ledger ({detail}); name the ' +
      'network of its genesis.',
    ko:
      '채널({channel})에 이 원장이 아닌 것이 있습니다({detail}). 해당 제네시스의 네트워크를 ' +
      '지정하십시오.',
  },
  BLOCK_UNTRUSTED: {
    en:
      'A peer ({node}) gave a block ({block}) that does not hold ({detail}), and nothing of it ' +
      'was taken; compare its blocks with those of other peers.',
    ko:
      '피어({node})가 준 블록({block})을 믿을 수 없어({detail}) 반영하지 않았습니다. 다른 피어의 ' +
      '블록과 비교하십시오.',
  },
  NODE_BEHIND: {
    en:
      'A node ({node}, block {height}) is behind the others (block {expected}); wait for it, and ' +
      'read its log where it stays behind.',
    ko:
      '노드({node}, 블록 {height})가 다른 노드(블록 {expected})보다 뒤처져 있습니다. 기다려도 ' +
      '따라잡지 못하면 로그를 확인하십시오.',
  },
  CERTIFICATE_EXPIRES: {
    en: 'A certificate ({node}) expires soon (on {date}); renew it before that day comes.',
    ko: '인증서({node})가 곧 만료됩니다(만료일 {date}). 그 전에 갱신하십시오.',
  },
  CERTIFICATE_EXPIRED: {
    en: 'A certificate ({node}) has expired (on {date}); renew it and restart the node.',
    ko: '인증서({node})가 만료되었습니다(만료일 {date}). 갱신한 뒤 노드를 재기동하십시오.',
  },
  CLOCK_DIFFERS: {
    en:
      'The clock of a host ({node}) differs from that of this one ({seconds} s); set both by a ' +
      'time server.',
    ko: '호스트({node})의 시계가 이 호스트와 다릅니다({seconds}초). 시간 서버로 맞추십시오.',
  },
} as const;
