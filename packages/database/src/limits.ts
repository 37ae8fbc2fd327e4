/** Every bound of the package in one place. */

/** To a PostgreSQL server. */
export const POOL_CONNECTIONS = 8;
