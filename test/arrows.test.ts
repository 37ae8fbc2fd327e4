import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runNode } from './support/process.js';
import { packageNames, ROOT } from './support/repository.js';

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: string;
}

const CRUISER = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const CONFIG = join(ROOT, '.dependency-cruiser.cjs');

function cruise(directory: string): Violation[] {
  const args = [CRUISER, '--config', CONFIG, '--output-type', 'json', 'packages'];
  const { stdout } = runNode(args, { cwd: directory });
  const { summary, modules } = JSON.parse(stdout) as {
    modules: unknown[];
    summary: { violations: { from: string; to: string; rule: { name: string } }[] };
  };
  expect(modules.length).toBeGreaterThan(0);
  return summary.violations.map(({ from, to, rule }) => ({ from, to, rule: rule.name }));
}

describe('this repository', () => {
  it('keeps the arrows between its packages', () => {
    const found = cruise(ROOT).map(({ from, to, rule }) => `${rule}: ${from} -> ${to}`);
    expect(found).toEqual([]);
  }, 60_000);
});

/** The whole truth about who may import whom: a row imports, a column is imported. */
const ARROWS = `
           domain contract files ledger sdk fabric database legacy consortium server web cli bench
domain     -      no       no    no     no  no     no       no     no         no     no  no  no
contract   yes    -        no    no     no  no     no       no     no         no     no  no  no
files      no     no       -     no     no  no     no       no     no         no     no  no  no
ledger     yes    yes      yes   -      no  no     no       no     no         no     no  no  no
sdk        yes    yes      yes   no     -   no     no       no     no         no     no  no  no
fabric     yes    yes      yes   yes    yes -      no       no     no         no     no  no  no
database   yes    no       yes   no     no  no     -        no     no         no     no  no  no
legacy     yes    no       no    no     no  no     yes      -      no         no     no  no  no
consortium yes    yes      yes   yes    yes no     no       yes    -          no     no  no  no
server     yes    yes      yes   yes    yes yes    yes      yes    yes        -      no  no  no
web        yes    yes      no    no     yes no     no       no     no         no     -   no  no
cli        yes    yes      yes   yes    yes yes    yes      yes    yes        yes    yes -   no
bench      yes    yes      yes   yes    yes yes    yes      yes    yes        yes    yes yes -
`;

const [head = [], ...rows] = ARROWS.trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));

const PAIRS = rows.flatMap(([from = '', ...cells]) =>
  cells.map((cell, column) => ({ from, to: head[column] ?? '', cell })),
);

const LINES: Readonly<Record<string, string>> = {
  'packages/sdk/src/deep.ts': "import '../../domain/src/index.js';",
  'packages/sdk/src/deep-name.ts': "import '@bondledger/domain/src/inner.js';",
  'packages/sdk/src/own-door.ts': "import '@bondledger/sdk';",
  'packages/domain/src/platform.ts': "import 'node:fs';",
  'packages/contract/src/platform.ts': "import 'node:crypto';",
  'packages/contract/src/crypto/node-crypto.ts': "import 'node:crypto'; import 'node:fs';",
  'packages/contract/src/platform.test.ts': "import 'node:fs';",
  'packages/ledger/src/platform.ts': "import 'node:fs';",
  'packages/ledger/src/a.ts': "import './b.js';",
  'packages/ledger/src/b.ts': "import './a.js';",
  'packages/ledger/src/alone.ts': 'export const alone = 1;',
  'packages/ledger/src/leans.ts': "import './leans.test.js';",
  'packages/ledger/src/leans.test.ts': 'export const helper = 1;',
  'packages/newcomer/src/index.ts': "import '@bondledger/domain';",
};

describe('a repository made to break them', () => {
  let directory = '';
  let violations: Violation[] = [];

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'arrows-'));
    const write = (path: string, text: string): void => {
      const file = join(directory, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    };
    const paths = { '@bondledger/*': ['./packages/*/src/index.ts'] };
    const compilerOptions = { module: 'NodeNext', moduleResolution: 'NodeNext', paths };
    write('tsconfig.json', JSON.stringify({ compilerOptions }));
    for (const name of head) {
      write(`packages/${name}/package.json`, JSON.stringify({ name: `@bondledger/${name}` }));
      write(`packages/${name}/src/index.ts`, 'export const name = 1;');
    }
    for (const { from, to, cell } of PAIRS) {
      if (cell === '-') continue;
      write(`packages/${from}/src/to-${to}.ts`, `import '@bondledger/${to}';`);
      write(`packages/${from}/src/type-of-${to}.ts`, `import type {} from '@bondledger/${to}';`);
    }
    for (const [path, text] of Object.entries(LINES)) write(path, text);
    violations = cruise(directory);
  }, 60_000);

  afterAll(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  const rulesAgainst = (from: string): string[] => [
    ...new Set(violations.filter((one) => one.from === from).map((one) => one.rule)),
  ];

  it('has a row and a column for each package', () => {
    expect([...head].sort()).toEqual(packageNames());
    expect(rows.map(([name]) => name)).toEqual(head);
  });

  it.each(PAIRS.filter(({ cell }) => cell !== '-'))('$from -> $to: $cell', ({ from, to, cell }) => {
    const expected = cell === 'no' ? [`arrows-of-${from}`] : [];
    expect(rulesAgainst(`packages/${from}/src/to-${to}.ts`)).toEqual(expected);
    expect(rulesAgainst(`packages/${from}/src/type-of-${to}.ts`)).toEqual(expected);
  });

  it.each([
    ['packages/sdk/src/deep.ts', ['only-through-the-door']],
    ['packages/sdk/src/deep-name.ts', ['resolvable']],
    ['packages/sdk/src/own-door.ts', ['not-through-ones-own-door']],
    ['packages/domain/src/platform.ts', ['pure-packages-run-anywhere']],
    ['packages/contract/src/platform.ts', ['pure-packages-run-anywhere']],
    ['packages/contract/src/crypto/node-crypto.ts', ['node-crypto-only']],
    ['packages/contract/src/platform.test.ts', []],
    ['packages/ledger/src/platform.ts', []],
    ['packages/ledger/src/a.ts', ['no-circle']],
    ['packages/ledger/src/alone.ts', ['no-orphan']],
    ['packages/ledger/src/leans.ts', ['not-to-a-test']],
    ['packages/newcomer/src/index.ts', ['package-without-arrows']],
  ])('%s: %j', (path, expected) => {
    expect(rulesAgainst(path)).toEqual(expected);
  });
});
