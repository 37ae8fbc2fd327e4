import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { noFloatDivision } from './scripts/lint/no-float-division.mjs';
import { nodeCryptoRules, pureRules } from './scripts/lint/pure-rules.mjs';

const TESTS = ['**/*.test.ts', '**/*.test.tsx', 'packages/*/test/**', 'test/**'];
const CONFIGS = [
  '*.config.js',
  '*.config.ts',
  'packages/web/app/*.config.ts',
  '.dependency-cruiser.cjs',
];

const everywhere = [
  { selector: 'TSEnumDeclaration', message: 'Use a union of strings.' },
  { selector: 'ExportDefaultDeclaration', message: 'Use named exports.' },
  { selector: 'ExportAllDeclaration', message: 'A door names what it lets through.' },
];

export default defineConfig(
  globalIgnores(['**/dist/', '**/coverage/', 'bench-results/', 'data/', 'day-*/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
  {
    plugins: { local: { rules: { 'no-float-division': noFloatDivision } } },
    rules: {
      curly: ['error', 'multi-line'],
      eqeqeq: 'error',
      'no-debugger': 'error',
      'no-else-return': 'error',
      'no-param-reassign': 'error',
      'no-restricted-syntax': ['error', ...everywhere],
      'no-useless-rename': 'error',
      'object-shorthand': 'error',
      'prefer-template': 'error',
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      // One program for all files: seven package programs would each load the others again.
      parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-definitions': 'error',
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-floating-promises': 'error',
      // Code points are what a string is spread for here.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/prefer-nullish-coalescing': 'error',
      '@typescript-eslint/prefer-optional-chain': 'error',
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'no-console': 'error',
    },
  },
  {
    name: 'the screens: a program of their own, with the browser in it',
    files: ['packages/web/app/**/*.ts', 'packages/web/app/**/*.tsx'],
    languageOptions: {
      parserOptions: {
        project: './packages/web/app/tsconfig.json',
        tsconfigRootDir: import.meta.dirname,
      },
    },
  },
  {
    name: 'the pure packages',
    files: ['packages/domain/src/**/*.ts', 'packages/contract/src/**/*.ts'],
    ignores: TESTS,
    rules: pureRules(everywhere),
  },
  {
    name: 'the crypto port bound to Node',
    files: ['packages/contract/src/crypto/node-crypto.ts'],
    rules: nodeCryptoRules,
  },
  {
    name: 'the command writes to the terminal',
    files: ['packages/cli/src/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    name: 'tests',
    files: TESTS,
    rules: {
      // A test prints its seed.
      'no-console': 'off',
      // A double of an asynchronous port has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      // A test states its types by what it compares with.
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      // expect(port.method) names a method without calling it.
      '@typescript-eslint/unbound-method': 'off',
      // A literal has a type narrower than the string that may be spread.
      '@typescript-eslint/no-misused-spread': 'off',
      // expect.any(), expect.objectContaining() and JSON.parse() give any, and tests compare it.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  {
    name: 'files whose default export a tool demands',
    files: CONFIGS,
    rules: { 'no-restricted-syntax': 'off' },
  },
);
