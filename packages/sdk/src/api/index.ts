export { ApiError } from './api-error.js';
export {
  apiClient,
  urlOf,
  type ApiClient,
  type ApiClientOptions,
  type CallOptions,
  type Send,
} from './client.js';
export { PATHS, ROUTES, type Access, type Route, type RouteName, type Routes } from './routes.js';
export type { RouteCall, RouteInput, RouteReply } from './types.js';
export { Problem } from './schema/common.js';
export { TRADE_ROLES } from '../client/trade-roles.js';
export { TRADE_SORTS, TradeFilterSchema } from './schema/trade.js';
export { MAX_ITEMS } from './schema/steps.js';
export { AuditQuerySchema, RIGHTS } from './schema/people.js';
export { OFFICE_SORTS, OFFICE_STATES, OfficeFilterSchema } from './schema/office.js';
export { EVENT_TYPES, EventSchema, STAGES } from './schema/operation.js';
export type {
  Alarm,
  Approval,
  AuditEntry,
  BilingualText,
  BlockDetail,
  BlockRow,
  Bok,
  Chain,
  ChainCandidate,
  Comparison,
  Component,
  Day,
  Drive,
  Found,
  HistoryStep,
  HoldingRow,
  ImportPreview,
  Info,
  Issue,
  ItemResult,
  Job,
  Lot,
  Missing,
  Monitoring,
  NewOfficeTrade,
  NextStep,
  OfficeFilter,
  OfficePage,
  OfficeQuery,
  OfficeTrade,
  OwnSide,
  Participant,
  Payment,
  ProblemDetails,
  Right,
  SeenSide,
  ServerEvent,
  Session,
  Stage,
  StepReply,
  StepRequest,
  Summary,
  Token,
  Totals,
  TradeDetail,
  TradeFilter,
  TradePage,
  TradeQuery,
  TradeRole,
  TradeRow,
  TradeSort,
  TransactionRow,
  User,
  Why,
} from './values.js';
