import type { Paint } from './paint.js';
import { displayWidth, padEnd, padStart } from './width.js';

export interface Column {
  readonly title: string;
  /** Numbers stand right. */
  readonly align?: 'left' | 'right';
}

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  /** Totals under the line. */
  readonly foot?: readonly string[];
}

const GAP = '  ';

/** A table in plain text, each column as wide as its widest cell. Ends with a line feed. */
export const tableText = ({ columns, rows, foot }: Table, paint: Paint): string => {
  const lines = foot === undefined ? rows : [...rows, foot];
  const widths = columns.map(({ title }, at) =>
    Math.max(displayWidth(title), ...lines.map((line) => displayWidth(line[at] ?? ''))),
  );
  const lineOf = (cells: readonly string[]): string =>
    columns
      .map(({ align }, at) => {
        const [cell, width] = [cells[at] ?? '', widths[at] ?? 0];
        return align === 'right' ? padStart(cell, width) : padEnd(cell, width);
      })
      .join(GAP)
      .trimEnd();
  const rule = paint.dim(widths.map((width) => '─'.repeat(width)).join(GAP));
  const text = [paint.bold(lineOf(columns.map(({ title }) => title))), rule, ...rows.map(lineOf)];
  if (foot !== undefined) text.push(rule, paint.bold(lineOf(foot)));
  return `${text.join('\n')}\n`;
};

/** Names and what they are, one pair a line, the values below each other. */
export const pairsText = (pairs: readonly (readonly [string, string])[], paint: Paint): string => {
  const width = Math.max(...pairs.map(([name]) => displayWidth(name)));
  return pairs.map(([name, value]) => `${paint.dim(padEnd(name, width))}  ${value}\n`).join('');
};
