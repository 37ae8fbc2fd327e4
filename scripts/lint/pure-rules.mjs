import { builtinModules } from 'node:module';

/**
 * What domain and contract must do without, so that the same instructions give the same bytes in
 * every process, on every machine, whatever the hour, the country and the load.
 */

const CLOCK = ['Date', 'Temporal', 'performance', 'setTimeout', 'setInterval', 'setImmediate'];
const RANDOM = ['crypto', 'Crypto', 'SubtleCrypto'];
const ENVIRONMENT = [
  'process',
  'globalThis',
  'global',
  'window',
  'self',
  'navigator',
  'document',
  'Buffer',
  'console',
  'fetch',
  'require',
  'module',
  '__dirname',
  '__filename',
  'eval',
  'Function',
  'Worker',
  'Atomics',
  'SharedArrayBuffer',
  // What these say depends on when memory is collected.
  'WeakRef',
  'FinalizationRegistry',
];
const FLOAT = ['parseFloat', 'Float32Array', 'Float64Array'];

/** @param {string[]} names @param {string} message */
const each = (names, message) => names.map((name) => ({ name, message }));

const globals = [
  ...each(CLOCK, 'No clock here: the ledger has a business date.'),
  ...each(RANDOM, 'No randomness or platform crypto here: take bytes, or the crypto port.'),
  ...each(ENVIRONMENT, 'No environment here: take what is needed as an argument.'),
  ...each(['Intl'], 'No locale here.'),
  ...each(FLOAT, 'No floating point here: bigint for amounts, integers for counts.'),
];

const FLOAT_METHODS = 'toFixed|toPrecision|toExponential|[gs]etFloat(16|32|64)|parseFloat|EPSILON';
const INTEGER_MATH = 'abs|clz32|imul|max|min|sign';

const syntax = [
  {
    // Hexadecimal digits contain an e: leave prefixed literals alone.
    selector: 'Literal[raw=/^(?!0[xXbBoO])[\\d_]*([.][\\d_]*)?([eE]|[.])/]',
    message: 'No fractions or exponents: amounts are bigint, counts are written out.',
  },
  {
    selector: `MemberExpression[property.name=/^(${FLOAT_METHODS})$/]`,
    message: 'No floating point here: bigint for amounts, integers for counts.',
  },
  {
    selector: `MemberExpression[object.name='Math']:not([property.name=/^(${INTEGER_MATH})$/])`,
    message: 'Only the integer functions of Math: no random, no rounding of fractions.',
  },
  {
    selector: "MemberExpression[object.name='Math'][computed=true]",
    message: 'Name the function of Math that is meant.',
  },
  {
    selector: "VariableDeclarator[init.name='Math']",
    message: 'Name the function of Math that is meant.',
  },
  {
    // BigInt.asUintN and asIntN bound a bigint first, so that the conversion is exact.
    selector: "CallExpression[callee.name='Number']:not([arguments.0.callee.object.name='BigInt'])",
    message:
      'Number() takes fractions, exponents and too large a bigint: ' +
      'BigInt for amounts, Number.parseInt(digits, 10) or Number(BigInt.asUintN(32, n)) ' +
      'for counts.',
  },
  {
    selector: "CallExpression > Identifier.arguments[name='Number']",
    message: 'Number as a function takes fractions and exponents.',
  },
  {
    selector: "UnaryExpression[operator='+']",
    message: 'Unary plus takes fractions and exponents: use Number.parseInt(digits, 10).',
  },
  {
    selector: 'MemberExpression[property.name=/^(toLocale.*|localeCompare)$/]',
    message: 'No locale here: compare code units with < and >.',
  },
  { selector: 'ForInStatement', message: 'for...in walks inherited keys: use Object.keys.' },
  { selector: 'ImportExpression', message: 'Import at the head of the file.' },
  { selector: 'MetaProperty', message: 'No environment here: import.meta names the machine.' },
];

/**
 * @param {string[]} allowed built-in modules that the file may import
 * @returns {import('eslint').Linter.RulesRecord}
 */
const imports = (allowed) => ({
  'no-restricted-imports': [
    'error',
    {
      paths: builtinModules
        .flatMap((name) => (name.startsWith('node:') ? [name] : [name, `node:${name}`]))
        .filter((name) => !allowed.includes(name))
        .map((name) => ({
          name,
          message: 'No environment here: this code also runs in a browser.',
        })),
    },
  ],
});

/**
 * The rules of a pure package. `syntaxToo` are the restrictions that hold everywhere: the linter
 * replaces the options of a rule, it does not add to them.
 *
 * @param {{ selector: string, message: string }[]} syntaxToo
 * @returns {import('eslint').Linter.RulesRecord}
 */
export const pureRules = (syntaxToo) => ({
  'no-restricted-globals': ['error', ...globals],
  'no-restricted-syntax': ['error', ...syntaxToo, ...syntax],
  'local/no-float-division': 'error',
  ...imports([]),
});

/**
 * The one file of contract that binds the crypto port to Node, whose bytes are Buffers.
 *
 * @type {import('eslint').Linter.RulesRecord}
 */
export const nodeCryptoRules = {
  ...imports(['node:crypto']),
  'no-restricted-globals': ['error', ...globals.filter(({ name }) => name !== 'Buffer')],
};
