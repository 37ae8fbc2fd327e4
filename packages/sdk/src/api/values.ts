import type { z } from 'zod';
import type * as common from './schema/common.js';
import type * as ledger from './schema/ledger.js';
import type * as office from './schema/office.js';
import type * as operation from './schema/operation.js';
import type * as people from './schema/people.js';
import type * as steps from './schema/steps.js';
import type * as trade from './schema/trade.js';

/** The values of the API, as the schemas leave them. */
export type BilingualText = z.output<typeof common.Bilingual>;
export type ProblemDetails = z.output<typeof common.Problem>;

export type TradeRow = z.output<typeof trade.TradeRowSchema>;
export type TradeFilter = z.output<typeof trade.TradeFilterSchema>;
export type TradeQuery = z.output<typeof trade.TradeQuerySchema>;
export type TradePage = z.output<typeof trade.TradePageSchema>;
export type TradeDetail = z.output<typeof trade.TradeDetailSchema>;
export type TradeRole = z.output<typeof trade.TradeRoleSchema>;
export type TradeSort = (typeof trade.TRADE_SORTS)[number];
export type NextStep = z.output<typeof trade.NextStepSchema>;
export type SeenSide = z.output<typeof trade.SeenSideSchema>;
export type OwnSide = z.output<typeof trade.OwnSideSchema>;
export type Lot = z.output<typeof trade.LotSchema>;
export type HistoryStep = z.output<typeof trade.HistoryStepSchema>;
export type Missing = z.output<typeof trade.MissingSchema>;
export type Why = z.output<typeof trade.WhySchema>;
export type Totals = z.output<typeof trade.TotalsSchema>;
export type Summary = z.output<typeof trade.SummarySchema>;
export type ChainCandidate = z.output<typeof trade.ChainCandidateSchema>;
export type Chain = z.output<typeof trade.ChainSchema>;
export type Payment = z.output<typeof trade.PaymentSchema>;
export type HoldingRow = z.output<typeof trade.HoldingSchema>;
export type ItemResult = z.output<typeof trade.ItemResultSchema>;

export type StepRequest = z.output<typeof steps.StepRequestSchema>;
export type StepReply = z.output<typeof steps.StepReplySchema>;
export type Job = z.output<typeof steps.JobSchema>;
export type Approval = z.output<typeof steps.ApprovalSchema>;

export type Right = people.Right;
export type Session = z.output<typeof people.SessionSchema>;
export type User = z.output<typeof people.UserSchema>;
export type Token = z.output<typeof people.TokenSchema>;
export type AuditEntry = z.output<typeof people.AuditEntrySchema>;

export type OfficeTrade = z.output<typeof office.OfficeTradeSchema>;
export type OfficeFilter = z.output<typeof office.OfficeFilterSchema>;
export type OfficeQuery = z.output<typeof office.OfficeQuerySchema>;
export type OfficePage = z.output<typeof office.OfficePageSchema>;
export type NewOfficeTrade = z.output<typeof office.NewOfficeTradeSchema>;
export type ImportPreview = z.output<typeof office.ImportPreviewSchema>;
export type Comparison = z.output<typeof office.ComparisonSchema>;

export type Info = z.output<typeof ledger.InfoSchema>;
export type Day = z.output<typeof ledger.DaySchema>;
export type Participant = z.output<typeof ledger.ParticipantSchema>;
export type Issue = z.output<typeof ledger.IssueSchema>;
export type BlockRow = z.output<typeof ledger.BlockRowSchema>;
export type BlockDetail = z.output<typeof ledger.BlockSchema>;
export type TransactionRow = z.output<typeof ledger.TransactionRowSchema>;
export type Found = z.output<typeof ledger.FoundSchema>;

export type Monitoring = z.output<typeof operation.MonitoringSchema>;
export type Component = z.output<typeof operation.ComponentSchema>;
export type Alarm = z.output<typeof operation.AlarmSchema>;
export type Stage = (typeof operation.STAGES)[number];
export type Drive = z.output<typeof operation.DriveSchema>;
export type Bok = z.output<typeof operation.BokSchema>;
export type ServerEvent = z.output<typeof operation.EventSchema>;
