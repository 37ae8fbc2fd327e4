import { existsSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorsOf, fencesOf, outlineOf, relativeLinksOf } from './support/markdown.js';
import { isMarkdown, read, ROOT, writtenFiles } from './support/repository.js';

const PAGES = writtenFiles().filter(isMarkdown);
const under = (folder: string): string[] =>
  PAGES.filter((path) => path.startsWith(folder)).map((path) => path.slice(folder.length));

/** The pages that exist in both languages: docs/en and docs/ko, and each X.ko.md beside X.md. */
const PAIRS = [
  ...under('docs/en/').map((page) => [`docs/en/${page}`, `docs/ko/${page}`] as const),
  ...PAGES.filter((path) => path.endsWith('.ko.md')).map(
    (path) => [path.replace(/\.ko\.md$/, '.md'), path] as const,
  ),
];

describe('documents', () => {
  it('are the same pages in both languages', () => {
    expect(under('docs/en/').length).toBeGreaterThan(0);
    expect(under('docs/ko/')).toEqual(under('docs/en/'));
    expect(PAIRS).toContainEqual(['README.md', 'README.ko.md']);
  });

  it.each(PAIRS)('%s and %s have equal headings', (english, korean) => {
    expect(outlineOf(read(english))).not.toBe('');
    expect(outlineOf(read(korean))).toBe(outlineOf(read(english)));
  });

  it.each(under('docs/ko/'))('docs/ko/%s is in Korean', (page) => {
    expect(read(`docs/ko/${page}`).match(/[가-힣]/g)?.length ?? 0).toBeGreaterThan(50);
  });

  it.each(PAGES)('%s links to what is there', (page) => {
    const broken = relativeLinksOf(read(page)).filter((link) => !leadsSomewhere(page, link));
    expect(broken).toEqual([]);
  });
});

function leadsSomewhere(page: string, link: string): boolean {
  const [file = '', anchor] = decodeURI(link).split('#');
  const target = file === '' ? page : posix.normalize(posix.join(posix.dirname(page), file));
  const path = join(ROOT, target);
  if (target.startsWith('..') || !existsSync(path)) return false;
  if (anchor === undefined || !statSync(path).isFile()) return true;
  return !isMarkdown(target) || anchorsOf(read(target)).has(anchor);
}

describe('the reader of Markdown', () => {
  const PAGE = [
    '# One `two`: three',
    '```ts',
    '# not a heading',
    '[not a link](nowhere.md)',
    '```',
    '## 연쇄거래 (chain)',
    '## 연쇄거래 (chain)',
    'See [a](a.md#b "title"), ![picture](p.png), [web](https://example.com), `[no](no.md)`.',
    '[ref]: ../c.md',
  ].join('\n');

  it('sees headings, anchors, links and fences', () => {
    expect(outlineOf(PAGE)).toBe('1 2 2');
    expect([...anchorsOf(PAGE)]).toEqual(['one-two-three', '연쇄거래-chain', '연쇄거래-chain-1']);
    expect(relativeLinksOf(PAGE)).toEqual(['a.md#b', 'p.png', '../c.md']);
    expect(fencesOf(PAGE)).toEqual([
      { language: 'ts', line: 3, code: '# not a heading\n[not a link](nowhere.md)' },
    ]);
  });

  it('refuses a fence that is left open', () => {
    expect(() => fencesOf('```ts\nconst a = 1;')).toThrow('not closed');
  });

  it('knows a broken link', () => {
    expect(leadsSomewhere('docs/en/a.md', '../../LICENSE')).toBe(true);
    expect(leadsSomewhere('docs/en/a.md', '../../no-such-file')).toBe(false);
    expect(leadsSomewhere('docs/en/a.md', '../../../outside')).toBe(false);
    expect(leadsSomewhere('README.md', '#no-such-heading')).toBe(false);
  });
});
