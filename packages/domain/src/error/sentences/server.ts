/** 11. The server, its people and its database. */
export const SERVER_SENTENCES = {
  REQUEST_MALFORMED: {
    en:
      'The request has a wrong field ({field}); correct it after the API document and send it ' +
      'again.',
    ko: '요청의 항목({field})이 올바르지 않습니다. API 문서에 맞게 고쳐 다시 보내십시오.',
  },
  ROUTE_UNKNOWN: {
    en: 'There is nothing at this address ({path}); see the API document for the addresses.',
    ko: '이 주소({path})에는 아무것도 없습니다. API 문서에서 주소를 확인하십시오.',
  },
  METHOD_NOT_OFFERED: {
    en: 'This address takes other methods ({allowed}); see the API document.',
    ko: '이 주소에서는 다른 방식({allowed})만 쓸 수 있습니다. API 문서를 확인하십시오.',
  },
  BODY_TOO_LARGE: {
    en: 'The request is larger than this address takes ({limit}); send it in parts.',
    ko: '요청이 허용 크기({limit})보다 큽니다. 나누어 보내십시오.',
  },
  MEDIA_TYPE_WRONG: {
    en:
      'The content type of the request ({type}) is none that this address reads; send JSON or ' +
      'the named file.',
    ko: '요청의 형식({type})은 이 주소에서 읽을 수 없습니다. JSON 또는 정해진 파일 형식으로 보내십시오.',
  },
  SIGN_IN_NEEDED: {
    en: 'Nobody is signed in here; sign in, or send an API token.',
    ko: '로그인되어 있지 않습니다. 로그인하거나 API 토큰을 보내십시오.',
  },
  SIGN_IN_WRONG: {
    en: 'The user name and the password do not belong together; enter both again.',
    ko: '사용자 이름과 비밀번호가 일치하지 않습니다. 두 가지를 다시 입력하십시오.',
  },
  SIGN_IN_LOCKED: {
    en: 'Too many sign-ins failed; wait some minutes ({minutes}) and try again.',
    ko: '로그인에 여러 번 실패하였습니다. 잠시({minutes}분) 뒤에 다시 시도하십시오.',
  },
  SESSION_ENDED: {
    en: 'The session has ended; sign in again, and what was typed can be sent again.',
    ko: '세션이 끝났습니다. 다시 로그인하면 입력하신 내용을 다시 보낼 수 있습니다.',
  },
  CSRF_WRONG: {
    en: 'The write does not carry the token of its session; load the page again and repeat it.',
    ko: '쓰기 요청에 세션의 토큰이 없습니다. 화면을 다시 불러온 뒤 반복하십시오.',
  },
  RIGHT_MISSING: {
    en:
      'The right for this ({right}) is not yours; ask an administrator of your institution ' +
      'for it.',
    ko: '이 작업에 필요한 권한({right})이 없습니다. 소속 기관의 관리자에게 요청하십시오.',
  },
  INSTITUTION_NOT_ALLOWED: {
    en: 'Only another institution ({only}) does this; ask it to.',
    ko: '다른 기관({only})만 할 수 있는 작업입니다. 해당 기관에 요청하십시오.',
  },
  INSTITUTION_NOT_SERVED: {
    en: 'Another server is the institution’s own ({participant}); ask it, or use the gateway.',
    ko: '이 서버는 그 기관({participant})의 서버가 아닙니다. 그 기관의 서버나 게이트웨이를 이용하십시오.',
  },
  CHECKER_IS_MAKER: {
    en: 'Who made an entry cannot approve it; another person with the right has to.',
    ko: '작성자는 자신이 작성한 건을 승인할 수 없습니다. 권한이 있는 다른 사람이 승인하십시오.',
  },
  PERSON_NEEDED: {
    en: 'No token prepares this step ({step}), which takes two persons; sign in as one of them.',
    ko: '이 단계({step})는 두 사람이 처리하므로 토큰으로는 작성할 수 없습니다. 담당자로 로그인하십시오.',
  },
  APPROVAL_UNKNOWN: {
    en: 'There is no such entry to approve ({approval}); load the list again.',
    ko: '그런 승인 대상({approval})이 없습니다. 목록을 다시 불러오십시오.',
  },
  APPROVAL_CLOSED: {
    en: 'The entry was approved or refused already; load the list to see by whom.',
    ko: '이미 승인 또는 반려된 건입니다. 목록에서 처리자를 확인하십시오.',
  },
  JOB_UNKNOWN: {
    en: 'There is no such job ({job}); load the list again.',
    ko: '그런 작업({job})이 없습니다. 목록을 다시 불러오십시오.',
  },
  IDEMPOTENCY_KEY_MISSING: {
    en: 'A write needs a key of its own; send a new one as the header idempotency-key.',
    ko: '쓰기 요청에는 고유한 키가 있어야 합니다. idempotency-key 헤더에 새 키를 넣어 보내십시오.',
  },
  IDEMPOTENCY_KEY_MALFORMED: {
    en: 'The idempotency key is not 8 to 100 printable characters; send another one.',
    ko: 'idempotency-key는 8자 이상 100자 이하의 출력 가능한 문자여야 합니다. 다른 키를 보내십시오.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    en: 'The idempotency key was used for another request; send this one with a new key.',
    ko: '다른 요청에 이미 쓰인 idempotency-key입니다. 이 요청에는 새 키를 쓰십시오.',
  },
  RATE_LIMITED: {
    en:
      'Too many requests came at once; wait for the time ({seconds}) that the answer names, and ' +
      'repeat.',
    ko: '한꺼번에 너무 많은 요청이 왔습니다. 안내된 시간({seconds}초) 뒤에 다시 보내십시오.',
  },
  USER_UNKNOWN: {
    en: 'The institution has no such user ({user}); load the list again.',
    ko: '그런 사용자({user})가 없습니다. 목록을 다시 불러오십시오.',
  },
  USER_EXISTS: {
    en: 'The user name is taken ({user}); choose another one.',
    ko: '이미 쓰이는 사용자 이름({user})입니다. 다른 이름을 정하십시오.',
  },
  PASSWORD_WRONG: {
    en: 'The present password is another one; enter it again.',
    ko: '현재 비밀번호가 다릅니다. 다시 입력하십시오.',
  },
  TOKEN_UNKNOWN: {
    en: 'The institution has no such token ({token}); load the list again.',
    ko: '그런 토큰({token})이 없습니다. 목록을 다시 불러오십시오.',
  },
  LAST_ADMINISTRATOR: {
    en: 'The institution would be left without an administrator; name another one first.',
    ko: '기관에 관리자가 한 명도 남지 않게 됩니다. 먼저 다른 관리자를 지정하십시오.',
  },
  TOO_MANY: {
    en: 'There are as many of these as may be ({limit}); remove one that is no longer needed.',
    ko: '더 만들 수 없습니다(최대 {limit}). 필요 없는 것을 먼저 없애십시오.',
  },
  OFFICE_TRADE_UNKNOWN: {
    en: 'Your books have no such trade ({office}); load the list again.',
    ko: '장부에 그런 매매({office})가 없습니다. 목록을 다시 불러오십시오.',
  },
  OFFICE_TRADE_EXISTS: {
    en:
      'Your books have a trade with this reference already ({reference}); give it another ' +
      'one.',
    ko: '같은 참조번호({reference})의 매매가 장부에 이미 있습니다. 다른 번호를 쓰십시오.',
  },
  OFFICE_TRADE_SENT: {
    en: 'The trade was submitted already ({office}); follow it on the ledger.',
    ko: '이미 제출한 매매({office})입니다. 원장에서 진행을 확인하십시오.',
  },
  IMPORT_UNKNOWN: {
    en: 'There is no such preview of a file ({import}); upload the file again.',
    ko: '그런 파일 미리보기({import})가 없습니다. 파일을 다시 올리십시오.',
  },
  IMPORT_HAS_FAULTS: {
    en: 'The file has rows with faults ({bad}); correct them, or leave them out.',
    ko: '파일에 오류가 있는 행({bad})이 있습니다. 고치거나 제외하십시오.',
  },
  XLSX_MALFORMED: {
    en: 'The file is no workbook that can be read; save it as XLSX once more and repeat.',
    ko: '읽을 수 있는 통합 문서가 아닙니다. XLSX로 다시 저장하여 올리십시오.',
  },
  HEIGHT_NOT_REACHED: {
    en: 'The read model has not come to this block yet ({height}); ask again in a moment.',
    ko: '조회 자료가 아직 이 블록({height})에 이르지 않았습니다. 잠시 뒤에 다시 조회하십시오.',
  },
  READ_MODEL_BUILDING: {
    en: 'The read model is being built ({height}); lists will be there when it has caught up.',
    ko: '조회 자료를 만드는 중({height})입니다. 끝나면 목록을 조회할 수 있으니 잠시 기다리십시오.',
  },
  DATABASE_DOWN: {
    en: 'The database does not answer; steps are still taken, and lists come back with it.',
    ko: '데이터베이스가 응답하지 않습니다. 단계 처리는 계속되니, 목록은 복구된 뒤 조회하십시오.',
  },
  DATABASE_WRONG: {
    en: 'The database cannot be opened ({reason}); check its address and its files.',
    ko: '데이터베이스를 열 수 없습니다({reason}). 주소와 파일을 확인하십시오.',
  },
  LEDGER_DOWN: {
    en:
      'The ledger does not answer; what was acknowledged is safe, so repeat with the same key ' +
      'later.',
    ko: '원장이 응답하지 않습니다. 접수된 것은 안전하니 나중에 같은 키로 다시 보내십시오.',
  },
  GATEWAY_TOKEN_REFUSED: {
    en:
      'The gateway to the ledger refuses the token of this server; get a new one from KSD, put ' +
      'it in the place of `ledger.token` and start the server again.',
    ko:
      '원장 게이트웨이가 이 서버의 토큰을 거부하였습니다. KSD에서 새 토큰을 받아 `ledger.token` 위치에 ' +
      '넣고 서버를 다시 기동하십시오.',
  },
  SERVER_STOPPING: {
    en: 'The server is stopping; repeat with the same key when it is there again.',
    ko: '서버가 종료되는 중입니다. 다시 기동된 뒤 같은 키로 보내십시오.',
  },
  TLS_NEEDED: {
    en: 'Only this machine may be served without TLS ({host}); name a certificate and its key.',
    ko: 'TLS 없이는 이 컴퓨터에만 서비스할 수 있습니다({host}). 인증서와 키를 지정하십시오.',
  },
  ADDRESS_NOT_HTTPS: {
    en: 'Only this machine is reached without TLS ({host}); its address has to begin with https.',
    ko: 'TLS 없이는 이 컴퓨터에만 접속할 수 있습니다({host}). https:// 주소를 지정하십시오.',
  },
  CONFIG_INVALID: {
    en:
      'The configuration file ({file}) has a wrong field ({field}); correct it and start ' +
      'again.',
    ko: '설정 파일({file})의 항목({field})이 올바르지 않습니다. 고친 뒤 다시 기동하십시오.',
  },
  DEMO_ONLY: {
    en: 'Only a server of the demonstration offers this; start one to try it.',
    ko: '시연용 서버에서만 쓸 수 있는 기능입니다. 시연용 서버를 기동하십시오.',
  },
  SERVER_UNREACHABLE: {
    en: 'No server answers at this address ({url}); check the address and that the server runs.',
    ko: '이 주소({url})에서 응답하는 서버가 없습니다. 주소와 서버 기동 여부를 확인하십시오.',
  },
  ANSWER_UNREADABLE: {
    en:
      "The server's answer cannot be read ({url}); check that the address is one of " +
      'bondledger.',
    ko: '서버의 응답({url})을 읽을 수 없습니다. bondledger 서버의 주소인지 확인하십시오.',
  },
  INTERNAL: {
    en:
      'The server failed and kept the request for its operator ({request}); tell them this ' +
      'number.',
    ko: '서버 내부에 문제가 있어 요청({request})을 기록해 두었습니다. 운영자에게 이 번호를 알리십시오.',
  },
} as const;
