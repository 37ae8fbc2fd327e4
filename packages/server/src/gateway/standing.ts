import {
  participantKey,
  readRegistry,
  type Block,
  type ParticipantRecord,
} from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import type { Ledger } from '@bondledger/ledger';

/**
 * What is on the ledger decides, at every request: a token says who asks, and nothing of whether
 * its participant still takes part.
 *
 * @throws BondledgerError PARTICIPANT_SUSPENDED
 */
export async function requireStanding(
  ledger: Pick<Ledger, 'read'>,
  participant: string,
): Promise<void> {
  const key = participantKey(participant);
  if (isSuspended((await ledger.read([key])).get(key))) {
    throw new BondledgerError({ code: 'PARTICIPANT_SUSPENDED', params: { participant } });
  }
}

/** Whether a block suspends a participant: its stream of blocks ends with it. */
export function suspends({ transactions }: Block, participant: string): boolean {
  const key = participantKey(participant);
  const written = transactions.flatMap(({ writes }) => writes.filter((write) => write.key === key));
  return isSuspended(written.at(-1)?.value);
}

const isSuspended = (record: Uint8Array | undefined): boolean =>
  readRegistry<ParticipantRecord>(record)?.status === 'SUSPENDED';
