/**
 * The schema of a server's own tables: of a demo, or of one institution. Servers of several
 * institutions may share one PostgreSQL server.
 */
export const schemaOfServer = (institution: string | undefined): string =>
  institution === undefined ? 'server' : `server_${institution.toLowerCase()}`;
