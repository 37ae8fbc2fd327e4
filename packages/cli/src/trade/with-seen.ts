import { nodeCrypto } from '@bondledger/contract';
import type { OpenedAs } from '@bondledger/consortium';
import { collectEvidence } from '@bondledger/sdk';
import type { Call } from '../command/call.js';
import { remoteOf } from '../remote/remote.js';
import { findTrade } from './find-trade.js';
import type { Seen } from './seen.js';
import { versionsOf } from './versions.js';
import { withInstitution } from './with-institution.js';

/** What the institution of `--as`, of a key store or of a server's caller sees. */
export async function withSeen<T>(call: Call, work: (seen: Seen) => Promise<T>): Promise<T> {
  const remote = call.text('keystore') === undefined ? await remoteOf(call) : undefined;
  if (remote === undefined) {
    return withInstitution(call, false, (opened) => work(seenWithKeys(opened)));
  }
  const { openSeen } = await import('../remote/served-seen.js');
  return work(await openSeen(call, remote));
}

function seenWithKeys({ institution, transport }: OpenedAs): Seen {
  return {
    participant: institution.participant,
    trades: () => Promise.resolve([...institution.book.trades()]),
    find: (tradeId) => Promise.resolve(findTrade(institution, tradeId)),
    history: (tradeId) => versionsOf(transport, findTrade(institution, tradeId)),
    evidence: (tradeId) => {
      const { keys } = findTrade(institution, tradeId);
      return collectEvidence({ transport, crypto: nodeCrypto, tradeId, keys });
    },
  };
}
