import { sql, type Compilable, type RawBuilder } from 'kysely';
import type { Store } from './open-store.js';

/** In the place of the rows while the statement is compiled: no other parameter is like it. */
const ROWS = 'rows\0';

/**
 * An `insert` of rows that come as one JSON text: PostgreSQL reads it in two thirds of the time
 * that a parameter for each value takes. It is compiled once, since only that text changes. No text
 * in the rows may hold zero or half a character.
 *
 * @param types The columns' types in PostgreSQL, in the order of the insert's columns.
 */
export function rowsInserter<R>(
  store: Store,
  types: Readonly<Record<string, 'text' | 'integer'>>,
  statement: (rows: RawBuilder<R>) => Compilable,
): (rows: readonly R[]) => Promise<void> {
  const compiled = statement(rowsOf(types)).compile();
  return async (rows) => {
    const text = JSON.stringify(rows);
    const parameters = compiled.parameters.map((each) => (each === ROWS ? text : each));
    await store.executeQuery({ ...compiled, parameters });
  };
}

function rowsOf<R>(types: Readonly<Record<string, 'text' | 'integer'>>): RawBuilder<R> {
  const columns = Object.entries(types);
  const names = sql.join(columns.map(([name]) => sql.ref(name)));
  const typed = sql.join(columns.map(([name, type]) => sql`${sql.ref(name)} ${sql.raw(type)}`));
  return sql<R>`select ${names} from json_to_recordset(${ROWS}::json) as row (${typed})`;
}

/** The columns of an insert, in the order of their types. */
export const namesOf = <T extends object>(types: T): readonly (keyof T & string)[] =>
  Object.keys(types).filter((name): name is keyof T & string => name in types);
