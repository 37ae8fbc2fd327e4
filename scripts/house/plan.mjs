/** What `npm test` does, in order. Seconds are the longest it may take on two slow cores. */

/** @typedef {{ name: string, seconds: number, args: string[] }} Check */

/** Each counts as one test. @type {Check[]} */
export const CHECKS = [
  {
    name: 'build',
    seconds: 90,
    args: [
      'node_modules/typescript/bin/tsc',
      '-b',
      'packages/cli',
      'packages/fabric',
      'packages/bench',
    ],
  },
  { name: 'lint', seconds: 240, args: ['node_modules/eslint/bin/eslint.js', '.'] },
  { name: 'types', seconds: 140, args: ['node_modules/typescript/bin/tsc', '-p', '.'] },
  {
    name: 'types of the screens',
    seconds: 80,
    args: ['node_modules/typescript/bin/tsc', '-p', 'packages/web/app'],
  },
  {
    name: 'format',
    seconds: 120,
    args: ['node_modules/prettier/bin/prettier.cjs', '--check', '.'],
  },
  {
    name: 'arrows',
    seconds: 60,
    args: ['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', 'packages'],
  },
  { name: 'unused', seconds: 100, args: ['node_modules/knip/bin/knip.js'] },
];

/**
 * Suites of tests by the name of their project in vitest.config.ts. One that needs what a machine
 * may lack is skipped there.
 *
 * @type {{ name: string, seconds: number, needs?: string }[]}
 */
export const SUITES = [
  { name: 'domain', seconds: 20 },
  { name: 'contract', seconds: 80 },
  { name: 'files', seconds: 10 },
  { name: 'ledger', seconds: 50 },
  { name: 'fabric', seconds: 100 },
  { name: 'sdk', seconds: 80 },
  { name: 'consortium', seconds: 120 },
  { name: 'database', seconds: 80 },
  { name: 'legacy', seconds: 90 },
  { name: 'server', seconds: 300 },
  { name: 'web', seconds: 240 },
  { name: 'cli', seconds: 150 },
  { name: 'bench', seconds: 200 },
  { name: 'repository', seconds: 90 },
  {
    name: 'fabric-short',
    seconds: 180,
    needs: "Hyperledger Fabric's programs (release 3.1, in FABRIC_BIN or in PATH)",
  },
];

/**
 * The budgets together, for a machine that has nothing but Node. They are what the slowest machine
 * may take, and those of the checks leave room for another one beside it; two cores with nothing
 * else to do are to need 15 minutes.
 */
export const ALL_SECONDS = 2 * 15 * 60 + 11 * 60;

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
