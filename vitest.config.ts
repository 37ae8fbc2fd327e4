import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, { readonly default: string }>>;
}

const packages = new URL('./packages/', import.meta.url);

/** Each door of each package, bound to its source: tests need no build. */
const aliases = readdirSync(packages).flatMap((directory) => {
  const home = new URL(`${directory}/`, packages);
  const text = readFileSync(new URL('package.json', home), 'utf8');
  const { name, exports } = JSON.parse(text) as Manifest;
  return Object.entries(exports).map(([door, { default: built }]) => ({
    find: new RegExp(`^${name}${door.slice(1)}$`),
    replacement: fileURLToPath(
      new URL(built.replace(/^\.\/dist\//, './src/').replace(/\.js$/, '.ts'), home),
    ),
  }));
});

const LIVE = 'packages/*/test/**/*.live.test.ts';
/** They kill servers and databases, and wait for what comes back: `npm run test:long`. */
const LONG = 'packages/*/test/**/*.long.test.ts';
/** One network, part of `npm test`. */
const SHORT = 'packages/fabric/test/short.live.test.ts';

/** A suite for each package, and one for the rules of the repository. */
const suites = [
  ...readdirSync(packages).map((name) => ({
    name,
    include: [`packages/${name}/{src,test,app/src}/**/*.test.ts`],
    exclude: [LIVE, LONG],
  })),
  // These start networks of Fabric: `npm run test:fabric`.
  { name: 'fabric-live', include: [LIVE], exclude: [SHORT] },
  { name: 'fabric-short', include: [SHORT] },
  { name: 'long', include: [LONG] },
  { name: 'repository', include: ['test/**/*.test.ts'] },
];

export default defineConfig({
  resolve: { alias: aliases },
  test: {
    pool: 'forks',
    maxWorkers: 2,
    // For the slowest machine; a budget for each suite is kept by `npm test`.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: suites.map((test) => ({ extends: true, test })),
  },
});
