export type { Call, Handler, Handlers } from './http/handler.js';
export type { Principal } from './people/principal.js';
export type { Desk, Desks } from './desks/desk.js';
export type { Progress, ReadModel, TradeChange } from './read-model/read-model.js';
export type { EventHub } from './events/event-hub.js';
export type { Observer } from './observation/observer.js';
export { startDemoServer, type DemoServerOptions } from './start/start-demo.js';
export { databasePlaceOf, readConfig, type Config } from './config/config.js';
export {
  startInstitutionServer,
  type InstitutionServerOptions,
} from './start/start-institution.js';
export {
  resetPassword,
  type ResetPassword,
  type ResetPasswordOptions,
} from './people/reset-password.js';
export { openLog, type LogOptions } from './start/open-log.js';
export type { RunningServer } from './start/start-server.js';
export type { FirstAccount } from './start/first-accounts.js';
export { openReadModel, type ReadModelOptions } from './read-model/open-read-model.js';
export { rebuildTables, type RebuildTablesOptions } from './read-model/rebuild-tables.js';
export { Observation } from './observation/observation.js';
export { openReadModelTables, TableLists } from './read-model/read-tables.js';
export type { ProjectionEvent } from './read-model/project/projector.js';
