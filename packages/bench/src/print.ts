import type { Figure, Report } from './measure.js';
import { isReached } from './measure.js';

const number = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(3);

function row({ name, unit, spread, target }: Figure): readonly string[] {
  const least = target?.isLeast === true ? '>= ' : '<= ';
  return [
    name,
    number(spread.median),
    `${number(spread.min)} - ${number(spread.max)}`,
    unit,
    target === undefined ? '' : `${least}${number(target.must)}`,
    target?.aim === undefined ? '' : number(target.aim),
  ];
}

/** A report as a Markdown table; targets that were missed are named below it. */
export function tableOf(report: Report): string {
  const head = ['figure', 'median', 'min - max', 'unit', 'must reach', 'aim'];
  const rows = [head, ...report.figures.map(row)];
  const widths = head.map((_, column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = line(widths.map((width) => '-'.repeat(width)));
  const missed = report.figures.filter((figure) => !isReached(figure));
  const verdict =
    missed.length === 0
      ? 'All targets reached.'
      : `Missed: ${missed.map(({ name }) => name).join('; ')}.`;
  const title = `${report.bench}: ${report.machine}, Node ${report.node}`;
  const notRun = (report.notRun ?? []).map((name) => `Not run: ${name}.`);
  const table = [line(head), rule, ...rows.slice(1).map(line)];
  return [title, '', ...table, '', verdict, ...notRun, ''].join('\n');
}
