import { join } from 'node:path';
import type { Call } from '../command/call.js';
import { shownPath } from '../data/data-directory.js';
import { DAY_TEXTS } from '../texts/day.js';
import { speak } from '../texts/language.js';
import type { Example } from './example.js';

/** What to try next, with real paths, a real trade and its real parties. */
export function nextText(
  call: Call,
  directory: string,
  { tradeId, seller, buyer }: Example,
): string {
  const say = speak(DAY_TEXTS, call.language);
  const path = shownPath(call, directory);
  const data = quoted(path);
  const genesis = quoted(join(path, 'genesis.json'));
  const lines = [
    [say.nextList(seller), `trade list --as ${seller} --data ${data}`],
    [say.nextList(buyer), `trade list --as ${buyer} --data ${data} --role buyer`],
    [say.nextShow, `trade show ${tradeId} --as ${seller} --data ${data}`],
    [say.nextHistory, `trade history ${tradeId} --as KSD --data ${data}`],
    [say.nextExport, `evidence export ${tradeId} --as ${seller} --data ${data} -o evidence.json`],
    [say.nextEvidence, `evidence verify evidence.json --genesis ${genesis}`],
    [say.nextVerify, `ledger verify --data ${data}`],
  ] as const;
  const text = lines.map(
    ([what, command]) => `  ${call.paint.dim(`# ${what}`)}\n  npx bondledger ${command}`,
  );
  return `\n${call.paint.bold(say.next)}\n${text.join('\n')}\n`;
}

/** A path as a shell takes it. */
export const quoted = (path: string): string =>
  /^[\w./:\\-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
