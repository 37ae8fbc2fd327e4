import { expect, it } from 'vitest';
import { isMarkdown, packageNames, read, writtenFiles } from './support/repository.js';
import { compileSnippets, snippetsOf } from './support/snippets.js';

const SNIPPETS = writtenFiles()
  .filter(isMarkdown)
  .flatMap((page) => snippetsOf(page, read(page)));

it('every snippet of the documents compiles', () => {
  expect(compileSnippets(SNIPPETS)).toEqual([]);
}, 120_000);

it.each(packageNames())('the README of %s shows how it is used', (name) => {
  const page = `packages/${name}/README.md`;
  const code = SNIPPETS.filter((snippet) => snippet.page === page).map((snippet) => snippet.code);
  expect(code.join('\n')).toContain(`@bondledger/${name}`);
});

it('says which snippet is wrong, and where', () => {
  const page = [
    'A good one:',
    '```ts',
    "import { accept } from '@bondledger/domain';",
    'const result = accept(1n);',
    'await Promise.resolve(result);',
    '```',
    '```ts',
    "import { noSuchName } from '@bondledger/domain';",
    '',
    'const amount: bigint = 1;',
    '```',
    '```json',
    'not TypeScript',
    '```',
  ].join('\n');
  expect(compileSnippets(snippetsOf('docs/page.md', page))).toEqual([
    expect.stringMatching(/^docs\/page\.md:8 .*noSuchName/),
    expect.stringMatching(/^docs\/page\.md:10 Type 'number' is not assignable/),
  ]);
}, 120_000);
