/**
 * The arrows between the packages. A package is entered through its door (`@bondledger/name` or a
 * declared second door such as `@bondledger/ledger/testkit`), never by a path into its folders.
 */

/** What each package may import of the others. */
const ARROWS = {
  domain: [],
  contract: ['domain'],
  files: [],
  ledger: ['contract', 'domain', 'files'],
  sdk: ['contract', 'domain', 'files'],
  fabric: ['sdk', 'ledger', 'contract', 'domain', 'files'],
  database: ['domain', 'files'],
  legacy: ['database', 'domain'],
  consortium: ['legacy', 'sdk', 'ledger', 'contract', 'domain', 'files'],
  server: [
    'fabric',
    'consortium',
    'legacy',
    'database',
    'sdk',
    'ledger',
    'contract',
    'domain',
    'files',
  ],
  web: ['sdk', 'contract', 'domain'],
  cli: [
    'server',
    'web',
    'fabric',
    'consortium',
    'legacy',
    'database',
    'sdk',
    'ledger',
    'contract',
    'domain',
    'files',
  ],
  bench: [
    'cli',
    'server',
    'web',
    'fabric',
    'consortium',
    'legacy',
    'database',
    'sdk',
    'ledger',
    'contract',
    'domain',
    'files',
  ],
};

/** Tests and their helpers, wherever they lie. */
const TEST = '[.]test[.]tsx?$|^packages/[^/]+/test/|^test/';

/** What only the tests of a package import: the screens are tried on the real server. */
const TEST_ARROWS = { web: ['server', 'consortium', 'database'] };

const arrow = (name, allowed, from, suffix = '') => ({
  name: `arrows-of-${name}${suffix}`,
  comment: `${name} may import ${allowed.length > 0 ? allowed.join(', ') : 'no other package'}`,
  severity: 'error',
  from,
  to: { path: `^packages/(?!(${[name, ...allowed].join('|')})/)` },
});

const arrows = Object.entries(ARROWS).flatMap(([name, allowed]) => {
  const extra = TEST_ARROWS[name];
  const path = `^packages/${name}/`;
  if (extra === undefined) return [arrow(name, allowed, { path })];
  return [
    arrow(name, allowed, { path, pathNot: `${path}test/` }),
    arrow(name, [...allowed, ...extra], { path: `${path}test/` }, '-tests'),
  ];
});

module.exports = {
  forbidden: [
    ...arrows,
    {
      name: 'package-without-arrows',
      comment: 'A new package needs a line in ARROWS.',
      severity: 'error',
      from: { path: `^packages/(?!(${Object.keys(ARROWS).join('|')})/)` },
      to: {},
    },
    {
      name: 'only-through-the-door',
      comment: 'Import another package by its name.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/' },
      to: {
        path: '^packages/',
        // The engines are given the very days that the rules are tested with, and what stands on
        // a database the databases that it is tested with.
        pathNot: ['^packages/$1/', '^packages/contract/test/', '^packages/database/test/support/'],
        dependencyTypesNot: ['aliased-tsconfig-paths'],
      },
    },
    {
      name: 'not-through-ones-own-door',
      comment: 'Inside a package, import the file that has it.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/src/', pathNot: TEST },
      to: { path: '^packages/$1/', dependencyTypes: ['aliased-tsconfig-paths'] },
    },
    {
      name: 'pure-packages-run-anywhere',
      comment: 'domain and contract need nothing of Node; one file binds the crypto port.',
      severity: 'error',
      from: {
        path: '^packages/(domain|contract)/src/',
        pathNot: [TEST, '^packages/contract/src/crypto/node-crypto[.]ts$'],
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'node-crypto-only',
      severity: 'error',
      from: { path: '^packages/contract/src/crypto/node-crypto[.]ts$' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'pure-packages-need-no-library',
      severity: 'error',
      from: { path: '^packages/(domain|contract)/src/', pathNot: TEST },
      to: { path: 'node_modules' },
    },
    {
      name: 'no-circle',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphan',
      comment: 'Nobody imports this file and it imports nobody.',
      severity: 'error',
      from: {
        orphan: true,
        // The last one takes the place of a module in the bundle of the screens.
        pathNot: [TEST, '/src/index[.]ts$', '^packages/[^/]+/bin/', '/evidence/no-node[.]ts$'],
      },
      to: {},
    },
    {
      name: 'not-to-a-test',
      comment: 'What tests need of a package belongs to its testkit.',
      severity: 'error',
      from: { pathNot: TEST },
      to: { path: TEST },
    },
    {
      name: 'not-to-a-development-dependency',
      severity: 'error',
      // A bench that drives a browser takes the one of the tests.
      from: { path: '^packages/[^/]+/src/', pathNot: [TEST, '^packages/bench/src/web/'] },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        // Types vanish in the build.
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^packages/[^/]+/(dist|node_modules)/' },
    // An import of a type is an arrow like any other.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
