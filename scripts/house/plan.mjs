/** What `npm test` does, in order. Seconds are the longest it may take on two slow cores. */

/** @typedef {{ name: string, seconds: number, args: string[] }} Check */

/** Each counts as one test. @type {Check[]} */
export const CHECKS = [
  {
    name: 'build',
    seconds: 50,
    args: [
      'node_modules/typescript/bin/tsc',
      '-b',
      'packages/cli',
      'packages/fabric',
      'packages/bench',
    ],
  },
  { name: 'types', seconds: 40, args: ['node_modules/typescript/bin/tsc', '-p', '.'] },
  {
    name: 'types of the screens',
    seconds: 30,
    args: ['node_modules/typescript/bin/tsc', '-p', 'packages/web/app'],
  },
  {
    name: 'format',
    seconds: 35,
    args: ['node_modules/prettier/bin/prettier.cjs', '--check', '.'],
  },
  { name: 'lint', seconds: 85, args: ['node_modules/eslint/bin/eslint.js', '.'] },
  {
    name: 'arrows',
    seconds: 15,
    args: ['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', 'packages'],
  },
  { name: 'unused', seconds: 30, args: ['node_modules/knip/bin/knip.js'] },
];

/**
 * Suites of tests by the name of their project in vitest.config.ts. One that needs what a machine
 * may lack is skipped there.
 *
 * @type {{ name: string, seconds: number, needs?: string }[]}
 */
export const SUITES = [
  { name: 'domain', seconds: 15 },
  { name: 'contract', seconds: 65 },
  { name: 'files', seconds: 5 },
  { name: 'ledger', seconds: 30 },
  { name: 'fabric', seconds: 75 },
  { name: 'sdk', seconds: 55 },
  { name: 'consortium', seconds: 95 },
  { name: 'database', seconds: 30 },
  { name: 'legacy', seconds: 30 },
  { name: 'server', seconds: 120 },
  { name: 'web', seconds: 120 },
  { name: 'cli', seconds: 90 },
  { name: 'bench', seconds: 165 },
  { name: 'repository', seconds: 50 },
  {
    name: 'fabric-short',
    seconds: 120,
    needs: "Hyperledger Fabric's programs (release 3.1, in FABRIC_BIN or in PATH)",
  },
];

/**
 * The whole must stay under this, installation from a cache included, on a machine that has nothing
 * but Node.
 */
export const ALL_SECONDS = 15 * 60;

/**
 * The parts of the plan that `--only NAME[,NAME]` leaves.
 *
 * @param {string[]} args
 * @returns {{ checks: Check[], suites: typeof SUITES } | { wrong: string }}
 */
export function choose(args) {
  if (args.length === 0) return { checks: CHECKS, suites: SUITES };
  const [option, list, ...rest] = args;
  const names = (list ?? '').split(',');
  const known = [...CHECKS, ...SUITES].map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (option !== '--only' || rest.length > 0 || unknown !== undefined) {
    return { wrong: `npm test -- [--only NAME[,NAME]], NAME one of ${known.join(', ')}` };
  }
  return {
    checks: CHECKS.filter(({ name }) => names.includes(name)),
    suites: SUITES.filter(({ name }) => names.includes(name)),
  };
}
