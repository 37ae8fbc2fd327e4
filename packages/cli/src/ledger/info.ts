import { existsSync } from 'node:fs';
import {
  DAY_KEY,
  readRegistry,
  RULES_KEY,
  type DayRecord,
  type RangeQuery,
  type RulesRecord,
} from '@bondledger/contract';
import type { ReadingLedger } from '@bondledger/ledger';
import { readdir, lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Call } from '../command/call.js';
import { shownPath } from '../data/data-directory.js';
import { DONE, type ExitCode } from '../exit-code.js';
import { REGISTRY_PAGE } from '../limits.js';
import { bytesText, grouped } from '../output/number.js';
import { pairsText } from '../output/table.js';
import { speak } from '../texts/language.js';
import { LEDGER_TEXTS } from '../texts/ledger.js';
import { withLedger } from './with-ledger.js';

/** What anyone with the directory can read of a ledger, without a key. */
interface LedgerInfo {
  readonly ledgerId: string;
  readonly engine: string;
  readonly height: number;
  readonly headHash: string;
  readonly stateHash: string;
  readonly businessDate: string;
  readonly phase: string;
  readonly rulesVersion: number;
  readonly participants: number;
  readonly issues: number;
  readonly trades: number;
  readonly bytes: { readonly blocks: number; readonly state: number; readonly all: number };
  readonly genesis: string;
}

/** `ledger info` */
export const showInfo = (call: Call): Promise<ExitCode> =>
  withLedger(call, async (ledger, directory) => {
    const info = await infoOf(ledger, directory);
    call.answer(info, () => infoText(call, info));
    return DONE;
  });

async function infoOf(ledger: ReadingLedger, directory: string): Promise<LedgerInfo> {
  const { height, hash } = await ledger.head();
  const registry = await ledger.read([DAY_KEY, RULES_KEY]);
  const day = readRegistry<DayRecord>(registry.get(DAY_KEY));
  const rules = readRegistry<RulesRecord>(registry.get(RULES_KEY));
  return {
    ledgerId: ledger.ledgerId,
    engine: ledger.engine,
    height,
    headHash: hash,
    stateHash: await ledger.stateHash(),
    businessDate: day?.businessDate ?? '',
    phase: day?.phase ?? '',
    rulesVersion: rules?.rulesVersion ?? 0,
    participants: await countRange(ledger, 'registry/participant/', 'registry/participant0'),
    issues: await countRange(ledger, 'registry/issue/', 'registry/issue0'),
    trades: await countRange(ledger, 'trade/', 'trade0'),
    bytes: {
      blocks: await bytesIn(join(directory, 'blocks')),
      state: await bytesIn(join(directory, 'state')),
      all: await bytesIn(directory),
    },
    genesis: join(directory, 'genesis.json'),
  };
}

async function countRange(ledger: ReadingLedger, from: string, to: string): Promise<number> {
  let count = 0;
  let query: RangeQuery | undefined = { from, to, limit: REGISTRY_PAGE };
  while (query !== undefined) {
    const { records, next } = await ledger.range(query);
    count += records.length;
    query = next === undefined ? undefined : { from, to, limit: REGISTRY_PAGE, bookmark: next };
  }
  return count;
}

const SECTOR_BYTES = 512;

/** What a directory takes on the disk. */
async function bytesIn(directory: string): Promise<number> {
  if (!existsSync(directory)) {
    return 0;
  }
  let bytes = 0;
  for (const name of await readdir(directory, { recursive: true })) {
    bytes += (await lstat(join(directory, name))).blocks * SECTOR_BYTES;
  }
  return bytes;
}

function infoText(call: Call, info: LedgerInfo): string {
  const say = speak(LEDGER_TEXTS, call.language);
  const { bytes } = info;
  const pairs = [
    [say.ledgerId, info.ledgerId],
    [say.engine, info.engine],
    [say.height, grouped(info.height)],
    [say.headHash, info.headHash],
    [say.stateHash, info.stateHash],
    [say.businessDate, `${info.businessDate} (${info.phase})`],
    [say.rulesVersion, info.rulesVersion.toString()],
    [say.participants, grouped(info.participants)],
    [say.issues, grouped(info.issues)],
    [say.trades, grouped(info.trades)],
    [say.size, say.sizes(bytesText(bytes.all), bytesText(bytes.blocks), bytesText(bytes.state))],
    [say.genesis, shownPath(call, info.genesis)],
  ] as const;
  return pairsText(pairs, call.paint);
}
