import type { ko } from '../ko/index.js';
import { desk } from './desk.js';
import { frame } from './frame.js';
import { manage } from './manage.js';
import { screens } from './screens.js';
import { table } from './table.js';
import { trade } from './trade.js';
import { work } from './work.js';

/** Every English word of the screens; the same keys as the Korean ones, or it does not compile. */
export const en: typeof ko = {
  ...frame,
  ...table,
  ...trade,
  ...work,
  ...screens,
  ...manage,
  ...desk,
};
