import { accept, BOK, KSD, refuse, type Result } from '@bondledger/domain';
import type { BlockProof } from '../block/block.js';
import { transactionHash } from '../block/block-hash.js';
import { join } from '../bytes/join.js';
import { equalBytes, fromBase64, fromHex } from '../bytes/text.js';
import type { Crypto } from '../crypto/crypto.js';
import type { FabricGenesis } from '../genesis/fabric-genesis.js';
import { endorsedTransaction, type EndorsedTransaction } from './endorsed-transaction.js';
import type { FabricProof, ProvedOnFabric } from './fabric-proof.js';
import { memberFinder, signatoryOf, type FindMember } from './identity.js';
import { dataHashOf, headerOf, orderersOf, type OrderedBlock } from './ordered-block.js';
import { isSettlementKey } from './settlement-key.js';

const ENDORSERS = 2;

/**
 * What Fabric's own signatures say of the transaction whose digest the proof shows: the peers of
 * KSD and of exactly one other institution endorsed its answer and its writes (BOK, where it
 * writes what settles), and an orderer of the consortium signed the block that it stands in. Not
 * that the peers found it valid: nobody signs that in Fabric, so the signed head says it.
 *
 * @returns EVIDENCE_BLOCK_WRONG where the transaction in the block is another one,
 * EVIDENCE_ENDORSEMENT_WRONG, EVIDENCE_ORDERER_WRONG.
 */
export function verifyFabricProof(
  crypto: Crypto,
  fabric: FabricGenesis,
  proof: BlockProof,
): Result<ProvedOnFabric> {
  if (proof.fabric === undefined) return refuse('EVIDENCE_BLOCK_WRONG');
  try {
    return verify(crypto, fabric, proof, proof.fabric);
  } catch (error) {
    if (error instanceof RangeError) return refuse('EVIDENCE_BLOCK_WRONG');
    throw error;
  }
}

function verify(
  crypto: Crypto,
  fabric: FabricGenesis,
  { transaction }: BlockProof,
  shown: FabricProof,
): Result<ProvedOnFabric> {
  const block = blockOf(shown);
  const own = block.envelopes[shown.index];
  if (own === undefined) return refuse('EVIDENCE_BLOCK_WRONG');
  const dataHash = dataHashOf(crypto, block);
  const endorsed = endorsedTransaction(crypto, fabric, own);
  const hash = transactionHash(crypto, endorsed.logged);
  if (!equalBytes(hash, transactionHash(crypto, transaction))) {
    return refuse('EVIDENCE_BLOCK_WRONG');
  }
  const find = memberFinder(crypto, fabric);
  const endorsers = endorsersOf(crypto, find, endorsed);
  if (endorsers === undefined) return refuse('EVIDENCE_ENDORSEMENT_WRONG');
  const orderers = orderersOf(crypto, find, block, headerOf(block, dataHash));
  if (orderers === undefined) return refuse('EVIDENCE_ORDERER_WRONG');
  const wrote = new Set(endorsed.logged.writes.map(({ key }) => key));
  return accept({ facts: { block: shown.number, endorsers, orderers }, wrote });
}

function endorsersOf(
  crypto: Crypto,
  find: FindMember,
  { signed, endorsements, logged }: EndorsedTransaction,
): readonly string[] | undefined {
  const found = new Set<string>();
  for (const { endorser, signature } of endorsements) {
    const message = join(signed, endorser);
    const by = signatoryOf(crypto, find, 'peer', { identity: endorser, message, der: signature });
    if (by === undefined) return undefined;
    found.add(by.institution);
  }
  const settles = logged.writes.some(({ key }) => isSettlementKey(key));
  const isRight =
    endorsements.length === ENDORSERS &&
    found.size === ENDORSERS &&
    found.has(KSD) &&
    (!settles || found.has(BOK));
  return isRight ? [KSD, ...[...found].filter((code) => code !== KSD)] : undefined;
}

function blockOf({ envelopes, metadata, number, previous }: FabricProof): OrderedBlock {
  return {
    number,
    previous: fromHex(previous) ?? new Uint8Array(0),
    envelopes: envelopes.map(bytesOf),
    metadata: {
      signatures: metadata.signatures.map(({ header, signature }) => ({
        header: bytesOf(header),
        signature: bytesOf(signature),
      })),
      value: bytesOf(metadata.value),
    },
  };
}

function bytesOf(text: string): Uint8Array {
  const bytes = fromBase64(text);
  if (bytes === undefined) throw new RangeError('no base 64');
  return bytes;
}
