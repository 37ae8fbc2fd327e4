import { crashRounds } from './crash-rounds.js';
import { readCrashArguments } from './read-arguments.js';

/** `npm run test:crash -- --rounds 500 --seed 7`: 0 where all are sound, else 1; 2 on misuse. */
async function main(): Promise<number> {
  const wish = readCrashArguments(process.argv.slice(2));
  if (wish === undefined) {
    process.stderr.write('usage: npm run test:crash -- [--rounds 100] [--seed N]\n');
    return 2;
  }
  const { rounds, seed = Date.now() % 1_000_000 } = wish;
  process.stdout.write(`seed ${String(seed)}\n`);
  let failed = 0;
  await crashRounds({
    rounds,
    seed,
    onRound: ({ round, acknowledged, killed, faults }) => {
      const end = killed ? 'killed' : 'ended';
      const words = faults.length === 0 ? 'sound' : faults.join('; ');
      process.stdout.write(
        `${String(round + 1)}: ${end} after ${String(acknowledged)} acknowledged: ${words}\n`,
      );
      failed += faults.length === 0 ? 0 : 1;
    },
  });
  process.stdout.write(`${String(rounds - failed)} passed, ${String(failed)} failed\n`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main();
