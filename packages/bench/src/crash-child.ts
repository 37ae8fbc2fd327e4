import { writeSync } from 'node:fs';
import { openConsortium, readDayFile, referenceDay, runDay } from '@bondledger/consortium';

const STDOUT = 1;

/**
 * Runs a day on a consortium's directory and says on its standard output, one line at a time, which
 * instructions were acknowledged. Somebody is expected to kill it.
 */
async function main(directory: string): Promise<void> {
  const file = readDayFile(directory);
  if (file === undefined) {
    throw new Error(`no consortium in ${directory}`);
  }
  const consortium = await openConsortium({ directory });
  const { gateway } = consortium;
  const send = gateway.send.bind(gateway);
  gateway.send = async (submission, signal) => {
    const sent = await send(submission, signal);
    const leaves = sent.outcome.outcomes
      .filter(({ status }) => status === 'ACCEPTED')
      .map(({ leaf }) => leaf);
    // Written before anybody is told, so that what stands here was acknowledged or about to be.
    writeSync(STDOUT, leaves.map((leaf) => `${leaf}\n`).join(''));
    return sent;
  };
  writeSync(STDOUT, 'open\n');
  await runDay(consortium, referenceDay(file), { batchSize: 7 });
  await consortium.close();
  writeSync(STDOUT, 'done\n');
}

await main(process.argv[2] ?? '');
