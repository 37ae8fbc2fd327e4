/** 7. The client, its files and its keys. */
export const CLIENT_SENTENCES = {
  KEYSTORE_EXISTS: {
    en: 'There is a key store already ({path}), which is never replaced; choose another file.',
    ko: '이미 키 저장소({path})가 있으며 덮어쓰지 않습니다. 다른 파일을 지정하십시오.',
  },
  KEYSTORE_UNREADABLE: {
    en: 'The key store ({path}) cannot be read; check the file, its version and its permissions.',
    ko: '키 저장소({path})를 읽을 수 없습니다. 파일과 버전, 접근 권한을 확인하십시오.',
  },
  KEYSTORE_PASSPHRASE_WRONG: {
    en: 'The passphrase does not open the key store ({path}); enter the right one.',
    ko: '암호가 키 저장소({path})와 맞지 않습니다. 올바른 암호를 입력하십시오.',
  },
  PASSPHRASE_MISSING: {
    en:
      'There is no passphrase for the key stores ({path}); set BONDLEDGER_PASSPHRASE, or restore ' +
      'the file.',
    ko:
      '키 저장소의 암호({path})가 없습니다. 환경 변수 BONDLEDGER_PASSPHRASE를 지정하거나 파일을 ' +
      '복구하십시오.',
  },
  OUTBOX_DAMAGED: {
    en:
      'The outbox ({path}) is damaged; keep the file and ask the ledger what became of its ' +
      'batches.',
    ko: '발신함({path})이 손상되었습니다. 파일을 보존하고 묶음의 처리 결과를 원장에서 조회하십시오.',
  },
  OUTBOX_LOCKED: {
    en: 'Another process uses the outbox ({path}); stop it or choose another outbox.',
    ko: '다른 프로세스가 발신함({path})을 사용하고 있습니다. 종료하거나 다른 발신함을 쓰십시오.',
  },
  RECEIPT_UNREADABLE: {
    en:
      'The receipt does not open with the key of the batch; send the same batch again for ' +
      'another.',
    ko: '묶음의 키로 접수증을 열 수 없습니다. 같은 묶음을 다시 보내 접수증을 받으십시오.',
  },
  TRADE_NOT_VISIBLE: {
    en:
      'There is no such trade ({trade}), or your institution holds no grant to read it; check ' +
      'the number, or ask one of its parties.',
    ko:
      '그런 거래({trade})가 없거나 열람권이 없습니다. 거래번호를 확인하거나 거래 당사자에게 ' +
      '문의하십시오.',
  },
  FILE_UNREADABLE: {
    en: 'The file ({path}) cannot be read; check its name and permissions.',
    ko: '파일({path})을 읽을 수 없습니다. 파일 이름과 접근 권한을 확인하십시오.',
  },
  FILE_UNWRITABLE: {
    en: 'The file ({path}) cannot be written; check its directory and permissions.',
    ko: '파일({path})에 쓸 수 없습니다. 디렉터리와 접근 권한을 확인하십시오.',
  },
  FILE_TOO_LARGE: {
    en: 'The file ({path}) is too large (at most {limit}); send it in parts.',
    ko: '파일({path})이 너무 큽니다(최대 {limit}). 나누어 보내십시오.',
  },
  CSV_MALFORMED: {
    en:
      'The CSV file has a fault (line {line}, column {column}) (cells: {cells}, names in the ' +
      'first line: {names}) (a quotation mark: {mark}) (named twice: {field}) (no text in ' +
      '{encoding}: save it so, or name its encoding) (a line longer than {limit} characters); ' +
      'correct it there.',
    ko:
      'CSV 파일에 잘못된 곳이 있습니다({line}행 {column}열)(칸 {cells}개, 첫 줄의 열 ' +
      '{names}개)(따옴표: {mark})(두 번 있는 열: {field})({encoding} 텍스트가 아님: 그 인코딩으로 ' +
      '저장하거나 인코딩을 지정)({limit}자보다 긴 줄). 해당 위치를 고치십시오.',
  },
  CSV_COLUMN_MISSING: {
    en: 'The CSV file lacks a required column ({field}); add it.',
    ko: 'CSV 파일에 필수 열({field})이 없습니다. 해당 열을 추가하십시오.',
  },
  CSV_COLUMN_UNKNOWN: {
    en: 'The CSV file has a column that is not known ({field}); take it out or correct its name.',
    ko: 'CSV 파일에 알 수 없는 열({field})이 있습니다. 열을 지우거나 이름을 고치십시오.',
  },
  JSON_MALFORMED: {
    en: 'The text is not JSON (line {line}, column {column}) (no text in {encoding}); correct it.',
    ko: '올바른 JSON이 아닙니다({line}행 {column}열)({encoding} 텍스트가 아님). 내용을 바로잡으십시오.',
  },
  JSON_NAME_TWICE: {
    en: 'An object names a member twice (line {line}, column {column}); keep one of the two.',
    ko: '한 객체에 같은 이름의 항목이 두 번 있습니다({line}행 {column}열). 하나만 남기십시오.',
  },
  REQUEST_ABORTED: {
    en: 'The request was stopped before its answer; ask again to learn what became of it.',
    ko: '응답을 받기 전에 요청이 중단되었습니다. 처리 결과를 다시 조회하십시오.',
  },
  FILE_OF_LEDGER: {
    en: "The file ({path}) is one of a ledger's own; name another place for the output.",
    ko: '원장이 쓰는 파일({path})입니다. 출력할 다른 곳을 지정하십시오.',
  },
  FILE_EMPTY: {
    en: 'The file ({path}) has no rows, so nothing was sent; fill in at least one.',
    ko: '파일({path})에 행이 없어 아무것도 보내지 않았습니다. 한 행 이상 채우십시오.',
  },
} as const;
