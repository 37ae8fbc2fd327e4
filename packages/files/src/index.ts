export { flush, flushDirectory, flushNow, answered } from './flush.js';
export type { LockFiles } from './lock-files.js';
export { claimName, listDirectory, nameBeside, readWhole } from './names.js';
export { OwnerLock, type Owner, type Refusal } from './owner-lock.js';
export { bootIdOf, isRunning, startTimeOf } from './process-alive.js';
export { write, writeNow } from './write.js';
export { writeNewFile } from './write-new-file.js';
