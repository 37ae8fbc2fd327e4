// `npm test`: everything that is checked. An old Node must be able to read this file.
import { nodeWillDo } from './house/node-version.mjs';

if (nodeWillDo()) import('./house/test.mjs');
