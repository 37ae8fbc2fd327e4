import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { BondledgerError } from '@bondledger/domain';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { misfitsOf, type Misfit } from './relations.js';
import { topologySchema, type Topology } from './schema.js';

/**
 * Reads `consortium.yaml`.
 *
 * @throws BondledgerError TOPOLOGY_INVALID names file, line, field and what is expected there;
 *   FILE_UNREADABLE where there is no file.
 */
export function readTopology(path: string): Topology {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new BondledgerError({ code: 'FILE_UNREADABLE', params: { path } }, { cause });
  }
  return parseTopology(text, basename(path));
}

/**
 * Parses a topology's text; `file` is what errors call it.
 *
 * @throws BondledgerError TOPOLOGY_INVALID
 */
export function parseTopology(text: string, file: string): Topology {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const fault = document.errors[0];
  if (fault !== undefined) {
    throw invalid(file, { path: [], expected: 'YAML' }, lines.linePos(fault.pos[0]).line);
  }
  const content: unknown = document.toJS({ maxAliasCount: 100 });
  const parsed = topologySchema.safeParse(content);
  const misfits = parsed.success ? misfitsOf(parsed.data) : parsed.error.issues.map(misfitOf);
  const first = misfits
    .map((misfit) => ({ misfit, line: lineOf(document, lines, misfit.path) }))
    .sort((a, b) => a.line - b.line)[0];
  if (first !== undefined) throw invalid(file, first.misfit, first.line);
  return topologySchema.parse(content);
}

const invalid = (file: string, { path, expected }: Misfit, line: number): BondledgerError =>
  new BondledgerError({
    code: 'TOPOLOGY_INVALID',
    params: { file, field: fieldOf(path), line: line.toString(), expected },
  });

/** `institutions[2].peers[0].port` */
const fieldOf = (path: Misfit['path']): string =>
  path.reduce<string>((name, step) => {
    if (typeof step === 'number') return `${name}[${step}]`;
    return name === '' ? step : `${name}.${step}`;
  }, '');

/** What would be right there, in words that are the same in every language. */
function misfitOf(issue: z.core.$ZodIssue): Misfit {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? step.toString() : step));
  switch (issue.code) {
    case 'unrecognized_keys':
      return { path: [...path, issue.keys[0] ?? ''], expected: '-' };
    case 'invalid_type':
      return { path, expected: issue.expected };
    case 'too_small':
      return { path, expected: `>= ${issue.minimum}` };
    case 'too_big':
      return { path, expected: `<= ${issue.maximum}` };
    case 'invalid_value':
      return { path, expected: issue.values.map(String).join(' | ') };
    case 'invalid_key':
      return { path, expected: issue.issues[0]?.message ?? issue.message };
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_union':
    case 'not_multiple_of':
      return { path, expected: issue.message };
  }
}

/** The line of a field, or of the nearest thing around it that the file does have. */
function lineOf(document: Document, lines: LineCounter, path: Misfit['path']): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
