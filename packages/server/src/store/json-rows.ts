import { sql, type RawBuilder } from 'kysely';

/**
 * Rows as one JSON text, for an `insert`: PostgreSQL reads it in two thirds of the time that a
 * parameter for each value takes. No text in them may hold zero or half a character.
 *
 * @param types The columns' types in PostgreSQL, in the order of the insert's columns.
 */
export function jsonRows<R>(
  rows: readonly R[],
  types: Readonly<Record<string, 'text' | 'integer'>>,
): RawBuilder<R> {
  const columns = Object.entries(types);
  const names = sql.join(columns.map(([name]) => sql.ref(name)));
  const typed = sql.join(columns.map(([name, type]) => sql`${sql.ref(name)} ${sql.raw(type)}`));
  const text = JSON.stringify(rows);
  return sql<R>`select ${names} from json_to_recordset(${text}::json) as row (${typed})`;
}

/** The columns of an insert, in the order in which `jsonRows` gives them. */
export const namesOf = <T extends object>(types: T): readonly (keyof T & string)[] =>
  Object.keys(types).filter((name): name is keyof T & string => name in types);
