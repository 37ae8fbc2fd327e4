// `npm start`: serves a consortium from a fresh clone. An old Node must be able to read this file.
import { nodeWillDo } from './house/node-version.mjs';

if (nodeWillDo()) import('./house/start.mjs');
