import { z } from 'zod';
import {
  PageQuery,
  TradeId,
  TradeIds,
  ChainId,
  PaymentNo,
  InstitutionCode,
  IsoDate,
  Isin,
  Cursor,
  pageOf,
} from './schema/common.js';
import {
  AtLeastHeight,
  ChainCandidateSchema,
  ChainSchema,
  HistoryStepSchema,
  HoldingSchema,
  ItemResultSchema,
  PaymentSchema,
  SummarySchema,
  TradeDetailSchema,
  TradePageSchema,
  TradeQuerySchema,
  WhySchema,
} from './schema/trade.js';
import { ApprovalSchema, JobSchema, StepReplySchema, StepRequestSchema } from './schema/steps.js';
import { GATEWAY_PATHS } from './gateway-paths.js';
import * as people from './schema/people.js';
import * as office from './schema/office.js';
import * as ledger from './schema/ledger.js';
import * as operation from './schema/operation.js';

/**
 * Who may call a route: nobody has to sign in, everybody who did, or who has the right. What an
 * institution may see of the answer is decided by its keys, not here.
 */
export type Access = 'public' | 'signed-in' | people.Right;

/** One route of the HTTP API: the server, the OpenAPI document and the clients come from it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** As OpenAPI writes it: `/api/trades/{tradeId}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly access: Access;
  /** Only for an institution with one of these roles in the registry. */
  readonly only?: 'KSD' | 'BOK';
  /** Only on a server of the demo. */
  readonly demo?: true;
  /** The body is a file, not JSON. */
  readonly file?: true;
  /** The body may have many items: it may be 32 MB instead of 1 MB. */
  readonly large?: true;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly reply: z.ZodType;
  /** 200 where it is left out; a reply of kind JOB or APPROVAL is 202 whatever stands here. */
  readonly status?: 201 | 202 | 204;
}

const route = <const R extends Route>(each: R): R => each;
const None = z.null();
const trade = z.object({ tradeId: TradeId });
const chain = z.object({ chainId: ChainId });
const byPayment = z.object({ paymentNo: PaymentNo });
const user = z.object({ user: people.UserName });
const height = z.object({ height: z.coerce.number().int().min(0) });
const job = z.object({ jobId: z.string().max(40) });
const approval = z.object({ approvalId: z.string().max(40) });
const atLeast = z.object({ atLeastHeight: AtLeastHeight });

const SESSION_ROUTES = {
  signIn: route({
    method: 'POST',
    path: '/api/session',
    tag: 'session',
    summary: 'Sign in',
    access: 'public',
    body: people.SignInSchema,
    reply: people.SessionSchema,
  }),
  session: route({
    method: 'GET',
    path: '/api/session',
    tag: 'session',
    summary: 'Who is signed in, or has the token',
    access: 'signed-in',
    reply: people.SessionSchema,
  }),
  signOut: route({
    method: 'DELETE',
    path: '/api/session',
    tag: 'session',
    summary: 'Sign out',
    access: 'signed-in',
    reply: None,
    status: 204,
  }),
  changePassword: route({
    method: 'POST',
    path: '/api/session/password',
    tag: 'session',
    summary: "Change one's own password",
    access: 'signed-in',
    body: people.ChangePasswordSchema,
    reply: None,
    status: 204,
  }),
  users: route({
    method: 'GET',
    path: '/api/users',
    tag: 'people',
    summary: 'The users of the institution',
    access: 'ADMINISTER',
    reply: z.object({ users: z.array(people.UserSchema) }),
  }),
  addUser: route({
    method: 'POST',
    path: '/api/users',
    tag: 'people',
    summary: 'Add a user',
    access: 'ADMINISTER',
    body: people.NewUserSchema,
    reply: people.UserSchema,
    status: 201,
  }),
  changeUser: route({
    method: 'PATCH',
    path: '/api/users/{user}',
    tag: 'people',
    summary: 'Change a user',
    access: 'ADMINISTER',
    params: user,
    body: people.ChangeUserSchema,
    reply: people.UserSchema,
  }),
  tokens: route({
    method: 'GET',
    path: '/api/tokens',
    tag: 'people',
    summary: 'API tokens of the institution',
    access: 'ADMINISTER',
    reply: z.object({ tokens: z.array(people.TokenSchema) }),
  }),
  addToken: route({
    method: 'POST',
    path: '/api/tokens',
    tag: 'people',
    summary: 'Make an API token',
    access: 'ADMINISTER',
    body: people.NewTokenSchema,
    reply: people.MadeTokenSchema,
    status: 201,
  }),
  removeToken: route({
    method: 'DELETE',
    path: '/api/tokens/{tokenId}',
    tag: 'people',
    summary: 'Take an API token back',
    access: 'ADMINISTER',
    params: z.object({ tokenId: z.string().max(40) }),
    reply: None,
    status: 204,
  }),
  audit: route({
    method: 'GET',
    path: '/api/audit',
    tag: 'people',
    summary: 'The audit log, newest first',
    access: 'AUDIT',
    query: people.AuditQuerySchema,
    reply: people.AuditPageSchema,
  }),
} as const;

const TRADE_ROUTES = {
  trades: route({
    method: 'GET',
    path: '/api/trades',
    tag: 'trades',
    summary: 'Trades by any conditions',
    access: 'READ',
    query: TradeQuerySchema,
    reply: TradePageSchema,
  }),
  trade: route({
    method: 'GET',
    path: '/api/trades/{tradeId}',
    tag: 'trades',
    summary: 'One trade',
    access: 'READ',
    params: trade,
    query: atLeast,
    reply: TradeDetailSchema,
  }),
  history: route({
    method: 'GET',
    path: '/api/trades/{tradeId}/history',
    tag: 'trades',
    summary: 'Every step of a trade: who, when, before and after',
    access: 'READ',
    params: trade,
    reply: z.object({ tradeId: TradeId, steps: z.array(HistoryStepSchema) }),
  }),
  why: route({
    method: 'GET',
    path: '/api/trades/{tradeId}/why',
    tag: 'trades',
    summary: 'Why it is not settled',
    access: 'READ',
    params: trade,
    reply: WhySchema,
  }),
  whys: route({
    method: 'GET',
    path: '/api/trades/why',
    tag: 'trades',
    summary: 'Why trades are not settled; those that the asker cannot see are left out',
    access: 'READ',
    query: z.object({ tradeId: TradeIds }),
    reply: z.object({ whys: z.array(WhySchema) }),
  }),
  evidence: route({
    method: 'GET',
    path: '/api/trades/{tradeId}/evidence',
    tag: 'trades',
    summary: 'Evidence, to be verified offline',
    access: 'READ',
    params: trade,
    reply: z.looseObject({}),
  }),
  comparison: route({
    method: 'GET',
    path: '/api/trades/{tradeId}/comparison',
    tag: 'back office',
    summary: "A submitted trade beside one's own books",
    access: 'READ',
    params: trade,
    reply: office.ComparisonSchema,
  }),
  comparisons: route({
    method: 'GET',
    path: '/api/back-office/comparisons',
    tag: 'back office',
    summary: "Submitted trades beside one's own books",
    access: 'READ',
    query: office.ComparisonsQuerySchema,
    reply: office.ComparisonsSchema,
  }),
  summary: route({
    method: 'GET',
    path: '/api/summary',
    tag: 'trades',
    summary: 'The day: sums by state and hour, what waits, what is late',
    access: 'READ',
    query: z.object({ settlementDate: IsoDate.optional(), atLeastHeight: AtLeastHeight }),
    reply: SummarySchema,
  }),
  takeSteps: route({
    method: 'POST',
    path: '/api/steps',
    tag: 'steps',
    summary: 'Take a step on one trade or thousands',
    access: 'MAKE',
    large: true,
    body: StepRequestSchema,
    reply: StepReplySchema,
  }),
  jobs: route({
    method: 'GET',
    path: '/api/jobs',
    tag: 'steps',
    summary: "One's newest jobs",
    access: 'READ',
    reply: z.object({ jobs: z.array(JobSchema) }),
  }),
  job: route({
    method: 'GET',
    path: '/api/jobs/{jobId}',
    tag: 'steps',
    summary: 'How far a job is',
    access: 'READ',
    params: job,
    reply: JobSchema,
  }),
  jobResults: route({
    method: 'GET',
    path: '/api/jobs/{jobId}/results',
    tag: 'steps',
    summary: 'The results of a job, as they come',
    access: 'READ',
    params: job,
    query: PageQuery,
    reply: pageOf(ItemResultSchema),
  }),
  approvals: route({
    method: 'GET',
    path: '/api/approvals',
    tag: 'steps',
    summary: 'What waits for a checker, and what was checked',
    access: 'READ',
    query: z.object({
      state: z.enum(['OPEN', 'APPROVED', 'REFUSED']).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    reply: z.object({ approvals: z.array(ApprovalSchema) }),
  }),
  approve: route({
    method: 'POST',
    path: '/api/approvals/{approvalId}/approve',
    tag: 'steps',
    summary: 'Approve what another person made, and take the step',
    access: 'CHECK',
    params: approval,
    reply: ApprovalSchema,
  }),
  refuse: route({
    method: 'POST',
    path: '/api/approvals/{approvalId}/refuse',
    tag: 'steps',
    summary: 'Refuse what another person made',
    access: 'CHECK',
    params: approval,
    body: z.strictObject({ reason: z.string().min(1).max(200) }),
    reply: ApprovalSchema,
  }),
  chainCandidates: route({
    method: 'GET',
    path: '/api/chains/candidates',
    tag: 'settlement',
    summary: 'Chains that could be merged',
    access: 'READ',
    only: 'KSD',
    reply: z.object({ candidates: z.array(ChainCandidateSchema) }),
  }),
  chains: route({
    method: 'GET',
    path: '/api/chains',
    tag: 'settlement',
    summary: 'Chains',
    access: 'READ',
    query: z.object({ settlementDate: IsoDate.optional() }),
    reply: z.object({ chains: z.array(ChainSchema) }),
  }),
  chain: route({
    method: 'GET',
    path: '/api/chains/{chainId}',
    tag: 'settlement',
    summary: 'One chain',
    access: 'READ',
    params: chain,
    reply: ChainSchema,
  }),
  payments: route({
    method: 'GET',
    path: '/api/payments',
    tag: 'settlement',
    summary: 'Payments',
    access: 'READ',
    query: z.object({ state: z.string().max(30).optional() }),
    reply: z.object({ payments: z.array(PaymentSchema) }),
  }),
  payment: route({
    method: 'GET',
    path: '/api/payments/{paymentNo}',
    tag: 'settlement',
    summary: 'One payment',
    access: 'READ',
    params: byPayment,
    reply: PaymentSchema,
  }),
  holdings: route({
    method: 'GET',
    path: '/api/holdings',
    tag: 'settlement',
    summary: 'What accounts hold',
    access: 'READ',
    query: z.object({ account: z.string().max(35).optional(), isin: Isin.optional() }),
    reply: z.object({ holdings: z.array(HoldingSchema) }),
  }),
} as const;

const OFFICE_ROUTES = {
  officeTrades: route({
    method: 'GET',
    path: '/api/back-office/trades',
    tag: 'back office',
    summary: "The trades in one's own books",
    access: 'READ',
    query: office.OfficeQuerySchema,
    reply: office.OfficePageSchema,
  }),
  addOfficeTrade: route({
    method: 'POST',
    path: '/api/back-office/trades',
    tag: 'back office',
    summary: 'Capture a trade',
    access: 'MAKE',
    body: office.NewOfficeTradeSchema,
    reply: office.OfficeTradeSchema,
    status: 201,
  }),
  officeTrade: route({
    method: 'GET',
    path: '/api/back-office/trades/{officeId}',
    tag: 'back office',
    summary: "One trade of one's own books",
    access: 'READ',
    params: z.object({ officeId: z.string().max(60) }),
    reply: office.OfficeTradeSchema,
  }),
  submitOffice: route({
    method: 'POST',
    path: '/api/back-office/submit',
    tag: 'back office',
    summary: 'Submit captured trades to the ledger',
    access: 'MAKE',
    large: true,
    body: z.strictObject({ officeIds: z.array(z.string().max(60)).min(1).max(20_000) }),
    reply: StepReplySchema,
  }),
  previewImport: route({
    method: 'POST',
    path: '/api/back-office/imports',
    tag: 'back office',
    summary: 'Preview a CSV or XLSX file: the body is the file',
    access: 'MAKE',
    file: true,
    large: true,
    query: z.object({
      format: z.enum(['csv', 'xlsx']),
      encoding: z.enum(['utf-8', 'cp949']).optional(),
    }),
    reply: office.ImportPreviewSchema,
    status: 201,
  }),
  runImport: route({
    method: 'POST',
    path: '/api/back-office/imports/{importId}',
    tag: 'back office',
    summary: 'Capture the good rows of a preview',
    access: 'MAKE',
    params: z.object({ importId: z.string().max(40) }),
    body: z.strictObject({ skipBad: z.boolean().default(false) }),
    reply: z.object({ captured: z.int(), known: z.int(), skipped: z.int() }),
  }),
} as const;

const LEDGER_ROUTES = {
  info: route({
    method: 'GET',
    path: '/api/info',
    tag: 'ledger',
    summary: 'What this server is',
    access: 'public',
    reply: ledger.InfoSchema,
  }),
  day: route({
    method: 'GET',
    path: '/api/day',
    tag: 'ledger',
    summary: 'Business date and phase',
    access: 'signed-in',
    reply: ledger.DaySchema,
  }),
  setDay: route({
    method: 'POST',
    path: '/api/day',
    tag: 'ledger',
    summary: 'Move the business day on',
    access: 'OPERATE',
    only: 'KSD',
    body: ledger.SetDaySchema,
    reply: ledger.DaySchema,
  }),
  participants: route({
    method: 'GET',
    path: '/api/participants',
    tag: 'ledger',
    summary: 'Participants and their keys',
    access: 'READ',
    reply: z.object({ participants: z.array(ledger.ParticipantSchema) }),
  }),
  addParticipant: route({
    method: 'POST',
    path: '/api/participants',
    tag: 'ledger',
    summary: 'Let a participant without a peer join',
    access: 'OPERATE',
    only: 'KSD',
    demo: true,
    body: ledger.NewParticipantSchema,
    reply: ledger.JoinedParticipantSchema,
    status: 201,
  }),
  setParticipantStatus: route({
    method: 'PUT',
    path: '/api/participants/{code}/status',
    tag: 'ledger',
    summary: 'Suspend a participant, or take it back',
    access: 'OPERATE',
    only: 'KSD',
    params: z.object({ code: InstitutionCode }),
    body: z.strictObject({ status: z.enum(['ACTIVE', 'SUSPENDED']) }),
    reply: ledger.ParticipantSchema,
  }),
  revokeKey: route({
    method: 'POST',
    path: '/api/keys/{keyId}/revoke',
    tag: 'ledger',
    summary: 'Revoke a signing key',
    access: 'OPERATE',
    only: 'KSD',
    params: z.object({ keyId: z.string().max(64) }),
    reply: None,
    status: 204,
  }),
  gatewayTokens: route({
    method: 'GET',
    path: '/api/participants/{code}/tokens',
    tag: 'ledger',
    summary: "Tokens with which a participant reaches KSD's gateway",
    access: 'ADMINISTER',
    only: 'KSD',
    params: z.object({ code: InstitutionCode }),
    reply: z.object({ tokens: z.array(people.TokenSchema) }),
  }),
  addGatewayToken: route({
    method: 'POST',
    path: '/api/participants/{code}/tokens',
    tag: 'ledger',
    summary: 'Make a token for the gateway',
    access: 'ADMINISTER',
    only: 'KSD',
    params: z.object({ code: InstitutionCode }),
    body: people.NewGatewayTokenSchema,
    reply: people.MadeTokenSchema,
    status: 201,
  }),
  removeGatewayToken: route({
    method: 'DELETE',
    path: '/api/participants/{code}/tokens/{tokenId}',
    tag: 'ledger',
    summary: 'Take a token for the gateway back',
    access: 'ADMINISTER',
    only: 'KSD',
    params: z.object({ code: InstitutionCode, tokenId: z.string().max(40) }),
    reply: None,
    status: 204,
  }),
  issues: route({
    method: 'GET',
    path: '/api/issues',
    tag: 'ledger',
    summary: 'Registered issues',
    access: 'READ',
    query: z.object({ text: z.string().max(60).optional() }),
    reply: z.object({ issues: z.array(ledger.IssueSchema) }),
  }),
  addIssue: route({
    method: 'POST',
    path: '/api/issues',
    tag: 'ledger',
    summary: 'Register an issue',
    access: 'OPERATE',
    only: 'KSD',
    body: ledger.IssueSchema,
    reply: ledger.IssueSchema,
    status: 201,
  }),
  holidays: route({
    method: 'GET',
    path: '/api/holidays',
    tag: 'ledger',
    summary: "Holidays of the ledger's calendar",
    access: 'signed-in',
    reply: ledger.HolidaysSchema,
  }),
  addHolidays: route({
    method: 'POST',
    path: '/api/holidays',
    tag: 'ledger',
    summary: 'Declare holidays',
    access: 'OPERATE',
    only: 'KSD',
    body: z.strictObject({ dates: z.array(IsoDate).min(1).max(50) }),
    reply: ledger.HolidaysSchema,
  }),
  blocks: route({
    method: 'GET',
    path: '/api/explorer/blocks',
    tag: 'explorer',
    summary: 'Blocks, newest first',
    access: 'READ',
    query: z.object({
      cursor: Cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    reply: pageOf(ledger.BlockRowSchema),
  }),
  block: route({
    method: 'GET',
    path: '/api/explorer/blocks/{height}',
    tag: 'explorer',
    summary: 'One block and its transactions',
    access: 'READ',
    params: height,
    reply: ledger.BlockSchema,
  }),
  search: route({
    method: 'GET',
    path: '/api/explorer/search',
    tag: 'explorer',
    summary: 'Search by block, transaction, trade, key or hash',
    access: 'READ',
    query: z.object({ text: z.string().min(1).max(200) }),
    reply: z.object({ found: z.array(ledger.FoundSchema) }),
  }),
  keyHistory: route({
    method: 'GET',
    path: '/api/explorer/keys',
    tag: 'explorer',
    summary: 'Every version of a key of the ledger',
    access: 'READ',
    query: z.object({ key: z.string().min(1).max(200) }),
    reply: z.object({ key: z.string(), versions: z.array(ledger.KeyVersionSchema) }),
  }),
} as const;

const OPERATION_ROUTES = {
  monitoring: route({
    method: 'GET',
    path: '/api/monitoring',
    tag: 'operation',
    summary: 'How the server and the ledger do',
    access: 'READ',
    reply: operation.MonitoringSchema,
  }),
  components: route({
    method: 'GET',
    path: '/api/monitoring/components',
    tag: 'operation',
    summary: 'The health of each component',
    access: 'READ',
    reply: z.object({ components: z.array(operation.ComponentSchema) }),
  }),
  rebuild: route({
    method: 'POST',
    path: '/api/read-model/rebuild',
    tag: 'operation',
    summary: "Build the institution's read model anew",
    access: 'OPERATE',
    reply: JobSchema,
    status: 202,
  }),
  drive: route({
    method: 'GET',
    path: '/api/drive',
    tag: 'demo',
    summary: "How far the demo's day is",
    access: 'signed-in',
    demo: true,
    reply: operation.DriveSchema,
  }),
  setDrive: route({
    method: 'POST',
    path: '/api/drive',
    tag: 'demo',
    summary: 'Run the day, pause it, choose its speed',
    access: 'OPERATE',
    demo: true,
    body: operation.SetDriveSchema,
    reply: operation.DriveSchema,
  }),
  bok: route({
    method: 'GET',
    path: '/api/bok',
    tag: 'demo',
    summary: 'The simulator of BOK-Wire+',
    access: 'READ',
    only: 'BOK',
    demo: true,
    reply: operation.BokSchema,
  }),
  setBok: route({
    method: 'PUT',
    path: '/api/bok',
    tag: 'demo',
    summary: "The simulator's faults",
    access: 'OPERATE',
    only: 'BOK',
    demo: true,
    body: operation.SetBokSchema,
    reply: operation.BokSchema,
  }),
} as const;

/** Every route that answers JSON. Streams and files are beside it: see `PATHS`. */
export const ROUTES = {
  ...SESSION_ROUTES,
  ...TRADE_ROUTES,
  ...OFFICE_ROUTES,
  ...LEDGER_ROUTES,
  ...OPERATION_ROUTES,
} as const satisfies Readonly<Record<string, Route>>;

export type Routes = typeof ROUTES;
export type RouteName = keyof Routes;

/** What is no JSON: the event stream, exports, the gateway of participants with their own keys. */
export const PATHS = {
  /** Server-sent events: `EventSchema`. Resumes by `Last-Event-ID`. */
  events: '/api/events',
  /** The filter of `trades`, and `format=xlsx|csv`. */
  exportTrades: '/api/trades/export',
  exportOffice: '/api/back-office/export',
  /** Lists of management, with the rights of their routes. */
  exportUsers: '/api/users/export',
  exportParticipants: '/api/participants/export',
  exportIssues: '/api/issues/export',
  exportHolidays: '/api/holidays/export',
  exportAudit: '/api/audit/export',
  ...GATEWAY_PATHS,
} as const;
