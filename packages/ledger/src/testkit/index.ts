export { ledgerCompliance, type Engine, type Runner } from './compliance.js';
export { SampleMarket, type SampleTrade } from './sample-market.js';
