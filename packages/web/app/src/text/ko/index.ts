import { desk } from './desk.js';
import { frame } from './frame.js';
import { manage } from './manage.js';
import { screens } from './screens.js';
import { table } from './table.js';
import { trade } from './trade.js';
import { work } from './work.js';

/** Every Korean word of the screens, but for states, steps and refusals: those are the domain's. */
export const ko = { ...frame, ...table, ...trade, ...work, ...screens, ...manage, ...desk };
