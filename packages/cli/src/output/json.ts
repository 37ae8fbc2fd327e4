/** Amounts are decimal strings in JSON: a number would lose what lies beyond 2^53. */
const amountAsText = (_: string, value: unknown): unknown =>
  typeof value === 'bigint' ? value.toString() : value;

/** A result for scripts: one JSON value and a line feed. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, amountAsText, 2)}\n`;
