import { bytesOnDisk, engineNameOf } from '@bondledger/consortium';
import {
  DAY_KEY,
  readRegistry,
  RULES_KEY,
  type DayRecord,
  type RangeQuery,
  type RulesRecord,
} from '@bondledger/contract';
import type { Ledger } from '@bondledger/ledger';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Call } from '../command/call.js';
import { shownPath } from '../data/data-directory.js';
import { FABRIC } from '../fabric/places.js';
import type { PeerCopy } from '../fabric/verify-network.js';
import { DONE, type ExitCode } from '../exit-code.js';
import { REGISTRY_PAGE } from '../limits.js';
import { bytesText, grouped } from '../output/number.js';
import { pairsText } from '../output/table.js';
import { speak } from '../texts/language.js';
import { LEDGER_TEXTS } from '../texts/ledger.js';
import { apiOf, remoteOf, type Remote } from '../remote/remote.js';
import { withLedger, withReadable, type Readable } from './with-ledger.js';

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
  /** Of blocks and state only where the engine keeps them here. */
  readonly bytes: { readonly blocks?: number; readonly state?: number; readonly all: number };
  readonly genesis: string;
  /** The network's peers with their numbers of blocks, where the ledger is on one. */
  readonly peers?: readonly PeerCopy[];
}

/** `ledger info` */
export async function showInfo(call: Call): Promise<ExitCode> {
  const remote = await remoteOf(call);
  return remote === undefined ? showHere(call) : showRemote(call, remote);
}

/** Of a server's ledger: what lies on its disk is not told. */
async function showRemote(call: Call, remote: Remote): Promise<ExitCode> {
  const { engine } = await apiOf(remote).call('info', {});
  return withReadable(call, async (ledger) => {
    const info = { engine, ...(await countsOf(ledger)) };
    call.answer(info, () => pairsText(pairsOf(call, info), call.paint));
    return DONE;
  });
}

const showHere = (call: Call): Promise<ExitCode> =>
  withLedger(call, async (ledger, directory) => {
    const peers = await peersOf(directory);
    const info = {
      ...(await infoOf(ledger, directory)),
      ...(peers === undefined ? {} : { peers }),
    };
    call.answer(info, () => infoText(call, info));
    return DONE;
  });

async function infoOf(ledger: Ledger, directory: string): Promise<LedgerInfo> {
  const { ledgerId, height, headHash, ...counts } = await countsOf(ledger);
  return {
    ledgerId,
    engine: ledger.engine,
    height,
    headHash,
    stateHash: await ledger.stateHash(),
    ...counts,
    bytes: {
      ...(await bytesOf(directory)),
      all: await bytesOnDisk(directory),
    },
    genesis: join(directory, 'genesis.json'),
  };
}

type Counts = Omit<LedgerInfo, 'engine' | 'stateHash' | 'bytes' | 'genesis' | 'peers'>;

async function countsOf(ledger: Readable): Promise<Counts> {
  const { height, hash } = await ledger.head();
  const registry = await ledger.read([DAY_KEY, RULES_KEY]);
  const day = readRegistry<DayRecord>(registry.get(DAY_KEY));
  const rules = readRegistry<RulesRecord>(registry.get(RULES_KEY));
  return {
    ledgerId: ledger.ledgerId,
    height,
    headHash: hash,
    businessDate: day?.businessDate ?? '',
    phase: day?.phase ?? '',
    rulesVersion: rules?.rulesVersion ?? 0,
    participants: await countRange(ledger, 'registry/participant/', 'registry/participant0'),
    issues: await countRange(ledger, 'registry/issue/', 'registry/issue0'),
    trades: await countRange(ledger, 'trade/', 'trade0'),
  };
}

async function peersOf(directory: string): Promise<readonly PeerCopy[] | undefined> {
  if (engineNameOf(directory) !== FABRIC) return undefined;
  const { peerCopies } = await import('../fabric/verify-network.js');
  return (await peerCopies(directory)).peers;
}

async function countRange(ledger: Readable, from: string, to: string): Promise<number> {
  let count = 0;
  let query: RangeQuery | undefined = { from, to, limit: REGISTRY_PAGE };
  while (query !== undefined) {
    const { records, next } = await ledger.range(query);
    count += records.length;
    query = next === undefined ? undefined : { from, to, limit: REGISTRY_PAGE, bookmark: next };
  }
  return count;
}

async function bytesOf(directory: string): Promise<Omit<LedgerInfo['bytes'], 'all'>> {
  const [blocks, state] = [join(directory, 'blocks'), join(directory, 'state')];
  if (!existsSync(blocks)) return {};
  return { blocks: await bytesOnDisk(blocks), state: await bytesOnDisk(state) };
}

function sizeText(call: Call, { all, blocks, state }: LedgerInfo['bytes']): string {
  if (blocks === undefined || state === undefined) return bytesText(all);
  const say = speak(LEDGER_TEXTS, call.language);
  return say.sizes(bytesText(all), bytesText(blocks), bytesText(state));
}

function infoText(call: Call, info: LedgerInfo): string {
  const say = speak(LEDGER_TEXTS, call.language);
  const { peers } = info;
  const engine = peers && say.onPeers(info.engine, grouped(peers.length));
  const pairs = [
    ...pairsOf(call, engine === undefined ? info : { ...info, engine }),
    [say.stateHash, info.stateHash],
    [say.size, sizeText(call, info.bytes)],
    [say.genesis, shownPath(call, info.genesis)],
  ] as const;
  return pairsText(pairs, call.paint);
}

function pairsOf(
  call: Call,
  info: Counts & Pick<LedgerInfo, 'engine'>,
): readonly (readonly [string, string])[] {
  const say = speak(LEDGER_TEXTS, call.language);
  return [
    [say.ledgerId, info.ledgerId],
    [say.engine, info.engine],
    [say.height, grouped(info.height)],
    [say.headHash, info.headHash],
    [say.businessDate, `${info.businessDate} (${info.phase})`],
    [say.rulesVersion, info.rulesVersion.toString()],
    [say.participants, grouped(info.participants)],
    [say.issues, grouped(info.issues)],
    [say.trades, grouped(info.trades)],
  ];
}
