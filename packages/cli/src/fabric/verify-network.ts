import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { consortiumLayout, readGenesis } from '@bondledger/consortium';
import { BondledgerError } from '@bondledger/domain';
import { networkStatus, openFabricLedger, readConnection } from '@bondledger/fabric';
import { networkPath } from './places.js';

/** What one institution's own peers give, recomputed from the channel's first block on. */
export interface InstitutionCopy {
  readonly institution: string;
  readonly height: number;
  readonly headHash: string;
  readonly stateHash: string;
}

/** Where a peer stands; without hashes where it does not answer. */
export interface PeerCopy {
  readonly peer: string;
  readonly institution: string;
  readonly blocks?: number;
  readonly blockHash?: string;
  readonly commitHash?: string;
}

export interface NetworkReport {
  readonly ok: boolean;
  readonly height: number;
  readonly headHash: string;
  readonly stateHash: string;
  readonly peers: readonly PeerCopy[];
  readonly institutions: readonly InstitutionCopy[];
}

/**
 * Compares every peer's height, block hash and commit hash, and recomputes the ledger and its state
 * once for each institution, from the blocks that its own peers give.
 *
 * @throws BondledgerError NETWORK_DOWN, CHANNEL_WRONG
 */
export async function verifyNetwork(
  directory: string,
  onProgress: (done: number, of: number) => void,
): Promise<NetworkReport> {
  const { peers, isAtOne } = await peerCopies(directory);
  const answering = peers.filter(({ blocks }) => blocks !== undefined);
  if (answering.length === 0) {
    throw new BondledgerError({ code: 'NETWORK_DOWN', params: { path: directory } });
  }
  const codes = [...new Set(answering.map(({ institution }) => institution))];
  const institutions: InstitutionCopy[] = [];
  for (const [at, code] of codes.entries()) {
    institutions.push(await copyOf(directory, code));
    onProgress(at + 1, codes.length);
  }
  const [first] = institutions;
  const agree = institutions.every(
    ({ headHash, stateHash }) => headHash === first?.headHash && stateHash === first.stateHash,
  );
  return {
    ok: isAtOne && agree,
    height: first?.height ?? -1,
    headHash: first?.headHash ?? '',
    stateHash: first?.stateHash ?? '',
    peers,
    institutions,
  };
}

/** Asks every peer where it stands, and says whether all are at one height with one hash. */
export async function peerCopies(
  directory: string,
): Promise<{ readonly peers: readonly PeerCopy[]; readonly isAtOne: boolean }> {
  const { nodes, isAtOne } = await networkStatus(networkPath(directory));
  const peers = nodes
    .filter(({ kind }) => kind === 'peer')
    .map(({ name, institution, height, blockHash, commitHash }): PeerCopy => ({
      peer: name,
      institution,
      ...(height === undefined ? {} : { blocks: height }),
      ...(blockHash === undefined ? {} : { blockHash }),
      ...(commitHash === undefined ? {} : { commitHash }),
    }));
  return { peers, isAtOne };
}

/** Nothing that was kept is used: everything is asked of the institution's peers anew. */
async function copyOf(directory: string, institution: string): Promise<InstitutionCopy> {
  const { nodeKey } = consortiumLayout(directory);
  const ledger = await openFabricLedger({
    connection: readConnection(networkPath(directory), institution),
    genesis: readGenesis(directory).genesis,
    nodeKey: createPrivateKey(await readFile(nodeKey)),
  });
  try {
    const { height, hash } = await ledger.head();
    return { institution, height, headHash: hash, stateHash: await ledger.stateHash() };
  } finally {
    await ledger.close();
  }
}
