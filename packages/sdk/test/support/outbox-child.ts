import { openOutbox } from '../../src/outbox/open-outbox.js';

/** Puts entries for ever and says which are acknowledged, until it is killed. */
const [directory = '', keyHex = ''] = process.argv.slice(2);
const outbox = await openOutbox({ directory, key: Buffer.from(keyHex, 'hex') });

async function putForEver(lane: number): Promise<never> {
  for (let count = 0; ; count += 1) {
    const text = `${lane}:${count}:${'x'.repeat((count * 37) % 3000)}`;
    const entry = await outbox.put(Buffer.from(text));
    process.stdout.write(`kept ${entry.id} ${lane} ${count}\n`);
    if (count % 3 === 0) {
      outbox.remove(entry);
      process.stdout.write(`removed ${entry.id}\n`);
    }
  }
}

await Promise.all([0, 1, 2, 3].map((lane) => putForEver(lane)));
