export type { Call, Handler, Handlers } from './http/handler.js';
export type { Principal } from './people/principal.js';
export type { Desk, Desks } from './desks/desk.js';
export type { Progress, ReadModel, TradeChange } from './read-model/read-model.js';
export type { EventHub } from './events/event-hub.js';
export type { Observer } from './observation/observer.js';
export { startDemoServer, type DemoServerOptions } from './start/start-demo.js';
export type { RunningServer } from './start/start-server.js';
export type { DemoAccount } from './start/demo-accounts.js';
