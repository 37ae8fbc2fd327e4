/** Every bound of the server in one place. */

/** Bytes of a JSON body, where the route does not say otherwise. */
export const BODY_BYTES = 1_000_000;
/** Of one that nobody has to sign in for: a name and a password. */
export const PUBLIC_BODY_BYTES = 10_000;
/** Of a body with many items, or a file: 15,480 trades are about 10 MB. */
export const LARGE_BODY_BYTES = 32_000_000;
/** How deep the values of a JSON body may lie in each other. */
export const BODY_DEPTH = 16;
/** Values in a JSON body, all together: 20,000 trades have about 600,000. */
export const BODY_VALUES = 1_500_000;
/** Bytes of all headers of a request. */
export const HEADER_BYTES = 16_384;
/** Characters of one part of a path. */
export const PATH_PART = 400;
/** Faults of a request's form that one answer names. */
export const FAULTS_NAMED = 20;

/** How long a client may take to send its headers and its body. */
export const HEADERS_TIMEOUT_MS = 20_000;
export const REQUEST_TIMEOUT_MS = 120_000;
export const KEEP_ALIVE_MS = 30_000;
/** How long a stopping server waits for requests that it has begun. */
export const STOP_TIMEOUT_MS = 20_000;

/** Requests a minute from one address that nobody signed in for. */
export const ANONYMOUS_REQUESTS = 600;

/** Requests of one institution that are at work at a time; reads share one database. */
export const READS_AT_WORK = 8;
/** And that wait for a block of the read model: they have no turn yet. */
export const HEIGHT_WAITS_AT_WORK = 64;
export const WRITES_AT_WORK = 128;
export const EXPORTS_AT_WORK = 2;
/** And whose body is larger than BODY_BYTES, or does not say: each may take its whole length. */
export const LARGE_BODIES_AT_WORK = 2;
/** For so long a reader may take nothing of an export, before it is cut off. */
export const EXPORT_IDLE_MS = 60_000;
/** And that wait for their turn; one more is answered QUEUE_FULL. */
export const REQUESTS_WAITING = 256;

/** A session ends so long after its last use, and so long after the sign-in. */
export const SESSION_IDLE_MS = 30 * 60_000;
export const SESSION_WHOLE_MS = 12 * 60 * 60_000;
/** Its last use is written down at most once in this time. */
export const SESSION_TOUCH_MS = 60_000;
export const SESSIONS_OF_USER = 20;
export const USERS_OF_INSTITUTION = 500;
export const TOKENS_OF_INSTITUTION = 200;

/** Failed sign-ins before a lock: of a user from one address, of a user, of an address. */
export const FAILURES_OF_PAIR = 5;
export const FAILURES_OF_USER = 20;
export const FAILURES_OF_ADDRESS = 50;
export const FAILURES_WINDOW_MS = 15 * 60_000;
/** Users and addresses whose failures are remembered. */
export const FAILURES_REMEMBERED = 10_000;
/** Passwords that are checked at one time, and that wait: each takes 32 MB. */
export const PASSWORDS_AT_WORK = 2;
export const PASSWORDS_WAITING = 64;

/** Entries of the audit log that an export reads together. */
export const AUDIT_PAGE = 500;

/** How long the outcome of a write is remembered under its idempotency key. */
export const OUTCOME_DAYS = 7;

/** Rows that are written to the database together, and that may wait for it. */
export const ROWS_TOGETHER = 200;
export const ROWS_WAITING = 50_000;
/** The answers among them may be large: bytes that wait all together. */
export const ROWS_WAITING_BYTES = 64_000_000;
/** How long to wait before a database that was gone is asked again. */
export const DATABASE_RETRY_MS = 1_000;

/** Events that a client can catch up on. */
export const EVENTS_KEPT = 10_000;
/** Streams of one institution. */
export const STREAMS_OF_INSTITUTION = 200;
/** Bytes that a client has not taken yet, before its stream is cut. */
export const STREAM_BYTES_WAITING = 1_000_000;
/** Of what a stream missed; for more it is told to load everything again. */
export const MISSED_BYTES_MAX = STREAM_BYTES_WAITING / 2;
export const HEARTBEAT_MS = 15_000;
/** Before a ledger that broke off is followed again. */
export const FOLLOW_RETRY_MS = 1_000;

/** Of one institution at the gateway: batches, instructions and bytes that may wait. */
export const FAIR_QUEUE_BATCHES = 256;
export const FAIR_QUEUE_INSTRUCTIONS = 20_000;
export const FAIR_QUEUE_BYTES = 64_000_000;
/** What all institutions together may have ahead, in the ledger's own gateway. */
export const FAIR_BATCHES_AHEAD = 192;
export const FAIR_INSTRUCTIONS_AHEAD = 3_000;
/** Bytes of one batch with its opening: 1,000 instructions of the longest chains. */
export const GATEWAY_BATCH_BYTES = 16_000_000;
/** Characters of a key, and of all else that a query of the gateway has. */
export const GATEWAY_KEY_LENGTH = 200;
/** Keys that one request reads. */
export const GATEWAY_READ_KEYS = 1_000;
/** Streams of blocks that one institution may have open. */
export const GATEWAY_STREAMS = 32;
/** Nothing to say for so long, and a stream shows that it lives. */
export const LIFE_SIGN_MS = 10_000;

/** Items of one request that are answered at once; more become a job. */
export const ITEMS_AT_ONCE_MAX = 1_000;
/** Items of one institution that may wait to be signed; one more is answered QUEUE_FULL. */
export const STEP_ITEMS_WAITING_MAX = 5_000;
/** Items that are signed together. */
export const STEP_CHUNK_ITEMS = 250;
/** Chunks of one institution that are on their way at a time. */
export const STEP_CHUNKS_IN_FLIGHT = 4;
/** Items that one request gets into a chunk before the next request has its turn. */
export const STEP_TURN_ITEMS = 50;
/** How long the ledger's newest block is waited for before a step is built. */
export const CATCH_UP_MS = 5_000;

/** Items of a job that are stored, and answered, together. */
export const JOB_CHUNK_ITEMS = 250;
/** Of the first chunk, so that results soon come; each next one is twice as large, up to that. */
export const JOB_FIRST_CHUNK_ITEMS = 50;
/** Chunks of a job that are under way at a time. */
export const JOB_CHUNKS_IN_FLIGHT = 4;
/** Jobs that run at a time, of different institutions. */
export const JOBS_RUNNING_MAX = 4;
/** Unfinished jobs of one institution; one more is answered QUEUE_FULL. */
export const JOBS_WAITING_MAX = 100;
/** Finished jobs that are kept of each institution, and shown. */
export const JOBS_KEPT = 200;
export const JOBS_SHOWN = 50;
/** Between two tries of a job at a ledger that does not answer: doubled from one to the other. */
export const JOB_RETRY_MS_MIN = 200;
export const JOB_RETRY_MS_MAX = 10_000;

/** What makers prepared and nobody checked, of one institution; one more is answered QUEUE_FULL. */
export const APPROVALS_OPEN_MAX = 500;
/** How long a decided approval is kept and shown; longer than the outcome of a write. */
export const APPROVAL_DAYS = 90;
/** Identifiers that an approval names. */
export const APPROVAL_SUBJECTS_SHOWN = 100;
/** How long the results of an approved step are waited for before the answer names its job. */
export const APPROVED_WAIT_MS = 20_000;

/** Open approvals that are looked at to say why a trade is not settled. */
export const APPROVALS_LOOKED_AT = 500;

/** Steps of one institution that the demo's drive takes together, at most and by its speed. */
export const DRIVE_SLICE_MAX = 1_000;
export const DRIVE_SLICE_MS = 200;
/** How often a drive that waits looks whether the ledger grew, and after how many it tries. */
export const DRIVE_LOOK_MS = 250;
export const DRIVE_LOOKS = 8;

/** Registry records that are read together. */
export const REGISTRY_PAGE = 1_000;
/** Of the token with which a participant that joined a demo reaches the gateway. */
export const JOINED_TOKEN_DAYS = 90;
/** Random bytes of its key store's passphrase. */
export const PASSPHRASE_BYTES = 24;

/** Times of a stage that percentiles are made from. */
export const RECENT_TIMES = 2_048;
/** Minutes that the monitoring screen shows. */
export const MINUTES_KEPT = 60;
/** How long what is dear to find out is taken for new. */
export const THINGS_FRESH_MS = 5_000;
/** PAID is passed through: who stays in it for so long rests there. */
export const PAID_REST_MS = 60_000;
/** Blocks and time that a read model may be behind before it is an alarm. */
export const READ_MODEL_BEHIND_BLOCKS = 200;
export const READ_MODEL_LAG_MS = 10_000;
/** The part of a queue from which it is near full. */
export const QUEUE_NEAR_FULL = 0.8;
/** Days before its end at which a certificate is an alarm. */
export const CERTIFICATE_DAYS = 30;
/** The part of the disk that has to be free, and at the least. */
export const DISK_FREE_PART = 0.1;
export const DISK_FREE_CRITICAL_PART = 0.03;
/** Blocks that a peer may be behind the newest one. */
export const PEER_BEHIND_BLOCKS = 5;
/** Batches that the ledger's own gateway takes; see the ledger package. */
export const LEDGER_QUEUE = 10_000;

/** Hashes that the explorer's index has room for at first; it doubles. */
export const HASH_INDEX_ENTRIES = 4_096;
/** Blocks that are indexed before others may work. */
export const BLOCKS_INDEXED_TOGETHER = 16;
/** Versions of a key that one answer has, oldest first. */
export const KEY_VERSIONS = 1_000;

/** Entries of a back office that the drive reads together. */
export const BOOKS_PAGE = 2_000;
