import {
  decodeTradeRecord,
  openCore,
  openSide,
  parseBatchHeader,
  nodeCrypto,
  tradeKey,
  type SideContent,
  type TradeRecord,
} from '@bondledger/contract';
import type { SideName, State, Step } from '@bondledger/domain';
import type { KeyVersion, TradeKeys, TradeView, Transport } from '@bondledger/sdk';

/** One step of a trade's life, as it stands on the ledger. */
export interface TradeVersion {
  readonly revision: number;
  readonly step: Step;
  /** The side that the step was about, where it was about one. */
  readonly side?: SideName;
  /** Who took it; absent where only the other side may read that. */
  readonly participant?: string;
  readonly state: State;
  readonly height: number;
  readonly transactionIndex: number;
  /** When the node made the block (UTC). */
  readonly time: string;
  readonly leaf: string;
}

/** Every version of a trade's record that the institution can open, oldest first. */
export async function versionsOf(
  transport: Pick<Transport, 'history' | 'blocks'>,
  view: TradeView,
): Promise<readonly TradeVersion[]> {
  const versions: TradeVersion[] = [];
  const times = new Map<number, string>();
  for await (const version of transport.history(tradeKey(view.tradeId))) {
    const { height } = version;
    const time = times.get(height) ?? (await timeOf(transport, height));
    times.set(height, time);
    const found = openVersion(view, version, time);
    if (found !== undefined) versions.push(found);
  }
  return versions;
}

async function timeOf(transport: Pick<Transport, 'blocks'>, height: number): Promise<string> {
  const abort = new AbortController();
  for await (const { header } of transport.blocks(height, abort.signal)) {
    abort.abort();
    return header.time;
  }
  return '';
}

function openVersion(
  { tradeId, keys }: TradeView,
  { value, height, transactionIndex }: KeyVersion,
  time: string,
): TradeVersion | undefined {
  const record = decodeTradeRecord(value);
  const core = record && openCore(nodeCrypto, keys.coreKey, tradeId, record.core);
  const newest = core?.steps.at(-1);
  if (record === undefined || core === undefined || newest === undefined) return undefined;
  const [leaf, step, revision, side] = newest;
  const header = core.evidence?.header ?? wholeHeader(tradeId, keys, record, leaf);
  const participant = header === undefined ? undefined : parseBatchHeader(header)?.participant;
  return {
    revision,
    step,
    ...(side === undefined ? {} : { side }),
    ...(participant === undefined ? {} : { participant }),
    state: core.state,
    height,
    transactionIndex,
    time,
    leaf,
  };
}

/** A step of one side leaves its evidence with that side. */
function wholeHeader(
  tradeId: string,
  keys: TradeKeys,
  record: TradeRecord,
  leaf: string,
): string | undefined {
  const open = (name: SideName, key: Uint8Array | undefined): SideContent | undefined =>
    key === undefined || record[name].length === 0
      ? undefined
      : openSide(nodeCrypto, key, tradeId, name, record[name]);
  for (const content of [open('seller', keys.sellerKey), open('buyer', keys.buyerKey)]) {
    const evidence = content?.evidence;
    if (evidence?.kind === 'whole' && evidence.leaf === leaf) return evidence.header;
  }
  return undefined;
}
