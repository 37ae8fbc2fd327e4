/** Every bound of the package in one place. */

/** To a PostgreSQL server. */
export const POOL_CONNECTIONS = 8;
/** How long a PostgreSQL server may take to take a connection, and to answer a statement. */
export const CONNECT_TIMEOUT_MS = 5_000;
export const STATEMENT_TIMEOUT_MS = 60_000;
/** Statements and transactions that wait for PGlite's one connection. */
export const TURNS_WAITING = 4_096;
/** Of them that somebody asked for, how many go before work that goes on behind has its turn. */
export const ASKED_IN_A_ROW = 16;
/** After PGlite could not be opened again, how long everybody is told so at once. */
export const REOPEN_AFTER_MS = 1_000;
