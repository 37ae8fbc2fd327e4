/** 8. The ledger's directory. */
export const STORE_SENTENCES = {
  DIRECTORY_LOCKED: {
    en: 'Another process ({pid}) owns the data directory ({path}); stop it or choose another one.',
    ko: '다른 프로세스({pid})가 데이터 디렉터리({path})를 쓰고 있습니다. 종료하거나 다른 곳을 쓰십시오.',
  },
  DIRECTORY_READ_ONLY: {
    en:
      'This user may not work in the data directory ({path}); give it the right to read and ' +
      'write.',
    ko: '데이터 디렉터리({path})를 쓸 권한이 없습니다. 사용자에게 읽기·쓰기 권한을 주십시오.',
  },
  DIRECTORY_NOT_A_LEDGER: {
    en:
      'The directory ({path}) holds no ledger; name the right one or create a ledger in a new ' +
      'one.',
    ko: '원장 데이터가 없는 디렉터리({path})입니다. 경로를 확인하거나 새 원장을 만드십시오.',
  },
  DIRECTORY_HALF_WRITTEN: {
    en:
      'The creation of the ledger in this directory ({path}) did not finish; remove it and ' +
      'repeat.',
    ko: '원장 생성이 끝나지 않은 디렉터리({path})입니다. 지우고 다시 생성하십시오.',
  },
  DIRECTORY_VERSION: {
    en: 'The ledger ({path}) has another format version ({version}); open it with that release.',
    ko: '원장({path})의 형식 버전({version})이 다릅니다. 해당 버전의 프로그램으로 여십시오.',
  },
  DIRECTORY_DAMAGED: {
    en: "A file of the ledger's directory ({path}) is missing or damaged; restore a copy.",
    ko: '원장 디렉터리의 파일({path})이 없거나 손상되었습니다. 복사본에서 복구하십시오.',
  },
  GENESIS_DAMAGED: {
    en:
      "The genesis ({path}) is missing, damaged or another ledger's; restore the file from a " +
      "copy: its hash is the ledger's id.",
    ko:
      '제네시스({path})가 없거나 손상되었거나 다른 원장의 것입니다. 해시가 원장 ID와 같은 파일을 ' +
      '복사본에서 복구하십시오.',
  },
  LOG_CORRUPT: {
    en: 'The block log is damaged (block {height}); restore the directory from a copy.',
    ko: '블록 로그가 손상되었습니다(블록 {height}). 복사본에서 디렉터리를 복구하십시오.',
  },
  LOG_ROLLED_BACK: {
    en:
      'The block log ends before a block ({reached}) that the ledger certainly had; blocks were ' +
      'taken away: restore the directory from a newer copy.',
    ko:
      '블록 로그가 원장에 분명히 있던 블록({reached}) 전에 끝납니다. 블록이 없어졌으니 더 ' +
      '새로운 복사본에서 디렉터리를 복구하십시오.',
  },
  HEADS_MISSING: {
    en:
      'No signed head is left, so nothing attests how far the ledger went; restore heads.log ' +
      'from a copy and compare the height with what its users saw.',
    ko:
      '서명된 최신 블록이 하나도 없어 원장이 어디까지 있었는지 증명할 수 없습니다. 복사본에서 ' +
      'heads.log를 복구하고 사용자가 본 높이와 비교하십시오.',
  },
  STATE_DIFFERS: {
    en: 'The state differs from what the blocks give (block {height}); rebuild it from the log.',
    ko: '상태가 블록에서 계산한 것과 다릅니다(블록 {height}). 블록 로그로 다시 만드십시오.',
  },
  STATE_DAMAGED: {
    en:
      'The derived state ({path}) is damaged, while the block log is not touched; remove that ' +
      'directory, and the next step makes it again from the blocks.',
    ko:
      '블록 로그와 별개로 파생 상태({path})가 손상되었습니다. 이 디렉터리를 지우고 원장을 다시 ' +
      '열어 블록에서 다시 만드십시오.',
  },
  DISK_FAILED: {
    en: 'The disk refused to write or flush; nothing is acknowledged until it is repaired.',
    ko: '디스크에 쓰거나 기록을 확정하지 못했습니다. 디스크를 점검한 뒤 다시 시작하십시오.',
  },
  LEDGER_CLOSED: {
    en: 'The ledger is closed or closing; open it and send again.',
    ko: '원장이 닫혔거나 닫히는 중입니다. 원장을 연 뒤 다시 보내십시오.',
  },
  QUERY_INVALID: {
    en: 'The query ({field}) is not one that the ledger answers; correct its fields.',
    ko: '조회 조건({field})이 올바르지 않습니다. 조건을 바로잡으십시오.',
  },
  BLOCK_UNKNOWN: {
    en: 'There is no such block ({height}); ask for one up to the height of the ledger.',
    ko: '없는 블록({height})입니다. 원장의 현재 높이 이하로 조회하십시오.',
  },
  DIRECTORY_TAKEN: {
    en: 'Another process made this directory ({path}) meanwhile; repeat the command to use it.',
    ko: '그 사이에 다른 프로세스가 디렉터리({path})를 만들었습니다. 명령을 다시 실행하십시오.',
  },
} as const;
