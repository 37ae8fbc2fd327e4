export { openDatabase, type Database } from './open-database.js';
export { SqlError } from './pglite-thread.js';
