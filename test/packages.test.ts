import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageNames, read, ROOT, writtenFiles } from './support/repository.js';

interface Manifest {
  readonly name: string;
  readonly type: string;
  readonly license: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

interface Compiler {
  readonly compilerOptions: { readonly paths: Readonly<Record<string, readonly string[]>> };
}

/** The packages that have a second door, and why it is one: nobody else loads it by accident. */
const SECOND_DOORS: Readonly<Record<string, readonly string[]>> = {
  ledger: ['./testkit', './engine'],
  sdk: ['./verify', './api'],
};

const json = (path: string): unknown => JSON.parse(read(path));
const PATHS = (json('tsconfig.json') as Compiler).compilerOptions.paths;
const ROOT_VERSION = (json('package.json') as Manifest).version;

/** dist/a/index.js is built from src/a/index.ts. */
const sourceOf = (built: string): string =>
  built.replace(/^\.\/dist\//, 'src/').replace(/(\.d\.ts|\.js)$/, '.ts');

describe.each(packageNames())('package %s', (name) => {
  const home = `packages/${name}`;
  const manifest = json(`${home}/package.json`) as Manifest;

  it('is named, versioned and licensed like the others', () => {
    expect(manifest).toMatchObject({
      name: `@bondledger/${name}`,
      type: 'module',
      license: 'Apache-2.0',
      version: ROOT_VERSION,
    });
  });

  it('has one door, and the second one that is agreed', () => {
    expect(Object.keys(manifest.exports)).toEqual(['.', ...(SECOND_DOORS[name] ?? [])]);
  });

  it.each(Object.entries(manifest.exports))('has a source behind %s', (door, targets) => {
    expect(Object.keys(targets)).toEqual(['types', 'default']);
    const sources = new Set(Object.values(targets).map(sourceOf));
    expect(sources.size).toBe(1);
    const [source = ''] = sources;
    expect(existsSync(join(ROOT, home, source))).toBe(true);
    // Linter, snippets and arrows find the same source by the compiler's paths.
    const listed = PATHS[`@bondledger/${name}${door.slice(1)}`];
    const anyName = PATHS['@bondledger/*']?.map((path) => path.replace('*', name));
    expect(door === '.' ? anyName : listed).toEqual([`./${home}/${source}`]);
  });

  it('has dependencies of one exact version each', () => {
    const versions = Object.values(manifest.dependencies ?? {});
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it('has a README of a screenful or two', () => {
    const lines = read(`${home}/README.md`).split('\n').length;
    expect(lines).toBeGreaterThan(10);
    expect(lines).toBeLessThanOrEqual(120);
  });

  it('has tests beside its sources', () => {
    const tests = writtenFiles().filter(
      (path) => path.startsWith(`${home}/`) && path.endsWith('.test.ts'),
    );
    expect(tests.length).toBeGreaterThan(0);
  });
});
