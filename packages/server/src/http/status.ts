import type { ErrorCode } from '@bondledger/domain';

/** Codes by the HTTP status that they are answered with. */
const CODES_OF: Readonly<Record<number, readonly ErrorCode[]>> = {
  400: [
    'REQUEST_MALFORMED',
    'IDEMPOTENCY_KEY_MISSING',
    'IDEMPOTENCY_KEY_MALFORMED',
    'JSON_MALFORMED',
    'CSV_MALFORMED',
    'CSV_COLUMN_MISSING',
    'CSV_COLUMN_UNKNOWN',
    'XLSX_MALFORMED',
    'FILE_EMPTY',
    'BATCH_MALFORMED',
    'BATCH_EMPTY',
    'BATCH_WRONG_LEDGER',
    'QUERY_INVALID',
  ],
  401: ['SIGN_IN_NEEDED', 'SIGN_IN_WRONG', 'SESSION_ENDED'],
  403: [
    'CSRF_WRONG',
    'RIGHT_MISSING',
    'INSTITUTION_NOT_ALLOWED',
    'PARTICIPANT_SUSPENDED',
    'CHECKER_IS_MAKER',
    'PERSON_NEEDED',
    'PASSWORD_WRONG',
    'DEMO_ONLY',
  ],
  404: [
    'ROUTE_UNKNOWN',
    'TRADE_UNKNOWN',
    'TRADE_NOT_VISIBLE',
    'CHAIN_UNKNOWN',
    'PAYMENT_UNKNOWN',
    'PARTICIPANT_UNKNOWN',
    'INSTITUTION_NOT_SERVED',
    'KEY_UNKNOWN',
    'REGISTRY_UNKNOWN',
    'ISSUE_UNKNOWN',
    'BLOCK_UNKNOWN',
    'APPROVAL_UNKNOWN',
    'JOB_UNKNOWN',
    'USER_UNKNOWN',
    'TOKEN_UNKNOWN',
    'OFFICE_TRADE_UNKNOWN',
    'IMPORT_UNKNOWN',
  ],
  405: ['METHOD_NOT_OFFERED'],
  409: [
    'APPROVAL_CLOSED',
    'USER_EXISTS',
    'LAST_ADMINISTRATOR',
    'OFFICE_TRADE_EXISTS',
    'OFFICE_TRADE_SENT',
    'REGISTRY_EXISTS',
    'KEYSTORE_EXISTS',
    'TOO_MANY',
  ],
  413: ['BODY_TOO_LARGE', 'BATCH_TOO_LARGE', 'FILE_TOO_LARGE'],
  415: ['MEDIA_TYPE_WRONG'],
  429: ['QUEUE_FULL', 'RATE_LIMITED', 'SIGN_IN_LOCKED'],
  499: ['REQUEST_ABORTED'],
  500: ['INTERNAL'],
  503: [
    'LEDGER_DOWN',
    'GATEWAY_TOKEN_REFUSED',
    'LEDGER_CLOSED',
    'DISK_FAILED',
    'NETWORK_DOWN',
    'NODE_SILENT',
    'NODE_STOPPED',
    'ENDORSERS_SILENT',
    'OUTCOME_UNKNOWN',
    'DATABASE_DOWN',
    'READ_MODEL_BUILDING',
    'HEIGHT_NOT_REACHED',
    'SERVER_STOPPING',
  ],
};

/** What the ledger's rules refuse: well formed, but not as things stand. */
const REFUSED = 422;

const STATUS_OF: ReadonlyMap<ErrorCode, number> = new Map(
  Object.entries(CODES_OF).flatMap(([status, codes]) =>
    codes.map((code) => [code, Number(status)] as const),
  ),
);

/** The HTTP status of a code. */
export const statusOf = (code: ErrorCode): number => STATUS_OF.get(code) ?? REFUSED;

/** What may be repeated as it is, some time later. */
export const isPassing = (code: ErrorCode): boolean => {
  const status = statusOf(code);
  return status === 429 || status >= 499;
};
