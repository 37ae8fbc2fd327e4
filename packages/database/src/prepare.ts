import { readyCluster } from './cluster.js';

/** Run after a build: the first server then has its database at once. */
await readyCluster();
