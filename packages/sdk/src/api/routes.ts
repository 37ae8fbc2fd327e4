import { GATEWAY_PATHS } from './gateway-paths.js';
import { SESSION_ROUTES } from './routes/session-routes.js';
import { TRADE_ROUTES } from './routes/trade-routes.js';
import { OFFICE_ROUTES } from './routes/office-routes.js';
import { LEDGER_ROUTES } from './routes/ledger-routes.js';
import { OPERATION_ROUTES } from './routes/operation-routes.js';
import type { Route } from './routes/route.js';

export type { Access, Route } from './routes/route.js';

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
