import ts from 'typescript';
import { isSource, isTest } from './repository.js';

/** The rules that a text can break by itself. A finding is one line, `path:line what`. */

export const LIMITS = { fileBytes: 20_480, functionLines: 70, lineColumns: 100 } as const;

/** A word that must not stand in the project, and where it may all the same. */
interface Banned {
  readonly what: string;
  readonly pattern: RegExp;
  readonly where: (path: string) => boolean;
}

const everywhere = (): boolean => true;

/** Put together from halves, so that this file does not break its own rules. */
const either = (...halves: readonly (readonly [string, string])[]): string =>
  halves.map((pair) => pair.join('')).join('|');

const BANNED: readonly Banned[] = [
  {
    what: 'a path of one machine',
    pattern: /(?:^|[\s"'`(=:<[])\/(?:work|tmp|root|home|Users|mnt)\//,
    where: everywhere,
  },
  {
    what: 'a leftover mark',
    pattern: new RegExp(`\\b(?:${either(['TO', 'DO'], ['FIX', 'ME'], ['XX', 'X'])})\\b`),
    where: everywhere,
  },
  {
    what: 'output from a library',
    pattern: /\bconsole\.(?:log|debug|info|warn|error)\(/,
    where: (path) => /^packages\/(?!cli\/)/.test(path) && isSource(path) && !isTest(path),
  },
  {
    what: 'a test left out',
    pattern: /\b(?:it|test|describe|suite)(?:\.\w+)*\.(?:only|skip|todo|fails)\b/,
    where: isTest,
  },
  {
    what: 'a rule switched off',
    pattern: new RegExp(
      either(
        ['eslint-', 'disable'],
        ['@ts-', 'ignore'],
        ['@ts-', 'nocheck'],
        ['@ts-', 'expect-error'],
        ['prettier-', 'ignore'],
        ['v8 ', 'ignore'],
      ),
    ),
    where: everywhere,
  },
  {
    what: 'a type thrown away',
    pattern: new RegExp(`\\b${either(['as ', 'any'], ['as unknown ', 'as'])}\\b`),
    where: (path) => isSource(path) && !isTest(path),
  },
];

export function findBanned(path: string, text: string): string[] {
  const rules = BANNED.filter(({ where }) => where(path));
  return text
    .split('\n')
    .flatMap((line, index) =>
      rules
        .filter(({ pattern }) => pattern.test(line))
        .map(({ what }) => `${path}:${index + 1} ${what}`),
    );
}

export function findTooLarge(path: string, text: string): string[] {
  const bytes = Buffer.byteLength(text);
  return bytes > LIMITS.fileBytes ? [`${path} has ${bytes} bytes`] : [];
}

/** Columns are counted in characters: a Hangul syllable is one. */
export function findWideLines(path: string, text: string): string[] {
  return text.split('\n').flatMap((line, index) => {
    const columns = Array.from(line).length;
    return columns > LIMITS.lineColumns ? [`${path}:${index + 1} has ${columns} columns`] : [];
  });
}

/** The callback of a `describe` is a list of tests rather than a function. */
const isDescription = (node: ts.Node): boolean =>
  ts.isCallExpression(node.parent) && /^(describe|suite)\b/.test(node.parent.expression.getText());

export function findLongFunctions(path: string, text: string): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const lineOf = (position: number): number => file.getLineAndCharacterOfPosition(position).line;
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && !isDescription(node)) {
      const first = lineOf(node.getStart());
      const lines = lineOf(node.getEnd()) - first + 1;
      if (lines > LIMITS.functionLines) {
        found.push(`${path}:${first + 1} a function of ${lines} lines`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** As `trade-store.ts` and `trade-store.test.ts`. */
export function findBadName(path: string): string[] {
  const name = path.split('/').at(-1) ?? '';
  return /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/.test(name)
    ? []
    : [`${path} is not named in kebab-case`];
}
