import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { en } from '../app/src/text/en/index.js';
import { withParticles } from '../app/src/text/particles.js';
import { ko } from '../app/src/text/ko/index.js';

const SOURCE = fileURLToPath(new URL('../app/src/', import.meta.url));
const FILES = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.tsx'),
);

/** Attributes that a person reads or hears. */
const READ_OUT = new Set(['title', 'label', 'aria-label', 'placeholder', 'alt', 'name']);
/** Names of things that are the same in every language. */
const NAMES = /^(?:bondledger|bl|XLSX|CSV|DVP|FOP|[A-Z][a-z]+ [A-Z]|Ctrl [A-Z])$/;
/** Signs, not words. */
const hasWords = (text: string): boolean => /\p{L}{2,}/u.test(text) && !NAMES.test(text.trim());

/** Words of a program file that a reader would see and that no catalogue has. */
function looseWords(path: string, text: string): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const note = (node: ts.Node, words: string): void => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${path}:${line + 1} ${words.trim()}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && hasWords(node.text)) note(node, node.text);
    if (ts.isJsxAttribute(node) && node.initializer !== undefined) {
      const { initializer } = node;
      const name = node.name.getText();
      if (READ_OUT.has(name) && ts.isStringLiteral(initializer) && hasWords(initializer.text)) {
        if (!/^[a-z0-9-]+$/.test(initializer.text)) note(node, initializer.text);
      }
    }
    const isText = ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node);
    if (isText && /[가-힣]/.test(node.getText())) note(node, node.getText());
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

describe('words of the screens', () => {
  it('stand in the catalogues and nowhere else', () => {
    expect(FILES.length).toBeGreaterThan(20);
    const loose = FILES.flatMap((path) => looseWords(path, readFileSync(SOURCE + path, 'utf8')));
    expect(loose).toEqual([]);
  });

  it.each([
    '<p>Hello there</p>',
    '<b title="Two words">x</b>',
    '<b>{"안녕"}</b>',
    '<b>{`${n}건`}</b>',
  ])('%s would be found', (jsx) => {
    expect(looseWords('a.tsx', `export const a = ${jsx};`)).toHaveLength(1);
  });
});

interface Tree {
  readonly [key: string]: string | Tree;
}

const leaves = (tree: Tree, path = ''): readonly (readonly [string, string])[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as const]
      : leaves(value, `${path}${key}.`),
  );
const holes = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name).sort();

describe('the catalogues', () => {
  const korean = new Map(leaves(ko));
  const english = new Map(leaves(en));

  it('have the same words with the same holes', () => {
    expect([...english.keys()].sort()).toEqual([...korean.keys()].sort());
    const different = [...korean].filter(
      ([key, text]) => holes(text).join() !== holes(english.get(key) ?? '').join(),
    );
    expect(different).toEqual([]);
  });

  it('leave nothing empty, and no Korean in the English one', () => {
    expect([...korean, ...english].filter(([, text]) => text.trim() === '')).toEqual([]);
    const mixed = [...english].filter(
      ([key, text]) => /[가-힣]/.test(text) && !/anguage/.test(key),
    );
    expect(mixed).toEqual([]);
  });

  it('write particles by the last sound', () => {
    expect(withParticles('한국은행[이/가] 가온증권[을/를]')).toBe('한국은행이 가온증권을');
    expect(withParticles('다온은행[으로/로], 회사[이/가]')).toBe('다온은행으로, 회사가');
  });

  it('give every screen its help', () => {
    for (const { help } of [...Object.values(ko.screens), ...Object.values(en.screens)]) {
      expect(help.length).toBeGreaterThan(20);
    }
  });
});
