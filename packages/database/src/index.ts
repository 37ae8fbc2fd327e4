export { sql } from 'kysely';
export { openDatabase, type Database, type Where } from './open-database.js';
export { SqlError } from './sql-error.js';
