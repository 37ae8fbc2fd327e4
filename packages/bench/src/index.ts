export { isReached, spreadOf, type Figure, type Report, type Spread } from './measure.js';
export { tableOf } from './print.js';
export { probe, type Probes } from './probes.js';
