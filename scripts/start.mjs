// `npm start`: from a fresh clone to a consortium that is served. An old Node must be able to read this file.
import { nodeWillDo } from './house/node-version.mjs';

if (nodeWillDo()) import('./house/start.mjs');
