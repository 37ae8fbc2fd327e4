import { accept, BOK, KSD, refuse, type Result } from '@bondledger/domain';
import type { BlockProof } from '../block/block.js';
import { transactionHash } from '../block/block-hash.js';
import { join } from '../bytes/join.js';
import { equalBytes, fromBase64, fromHex } from '../bytes/text.js';
import type { Crypto } from '../crypto/crypto.js';
import type { FabricGenesis } from '../genesis/fabric-genesis.js';
import { blockHeaderBytes } from './block-header.js';
import {
  endorsedTransaction,
  payloadOf,
  type EndorsedTransaction,
} from './endorsed-transaction.js';
import type { FabricProof, ProvedOnFabric } from './fabric-proof.js';
import { signatoryOf } from './identity.js';
import { Message } from './protobuf.js';
import { isSettlementKey } from './settlement-key.js';

const HASH_BYTES = 32;
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
  const envelopes = shown.envelopes.map(bytesOf);
  const own = envelopes[shown.index];
  if (own === undefined) return refuse('EVIDENCE_BLOCK_WRONG');
  envelopes.forEach(payloadOf);
  const endorsed = endorsedTransaction(crypto, fabric, own);
  const hash = transactionHash(crypto, endorsed.logged);
  if (!equalBytes(hash, transactionHash(crypto, transaction))) {
    return refuse('EVIDENCE_BLOCK_WRONG');
  }
  const endorsers = endorsersOf(crypto, fabric, endorsed);
  if (endorsers === undefined) return refuse('EVIDENCE_ENDORSEMENT_WRONG');
  const orderers = orderersOf(crypto, fabric, shown, crypto.sha256(join(...envelopes)));
  if (orderers === undefined) return refuse('EVIDENCE_ORDERER_WRONG');
  const wrote = new Set(endorsed.logged.writes.map(({ key }) => key));
  return accept({ facts: { block: shown.number, endorsers, orderers }, wrote });
}

function endorsersOf(
  crypto: Crypto,
  fabric: FabricGenesis,
  { signed, endorsements, logged }: EndorsedTransaction,
): readonly string[] | undefined {
  const found = new Set<string>();
  for (const { endorser, signature } of endorsements) {
    const message = join(signed, endorser);
    const by = signatoryOf(crypto, fabric, 'peer', { identity: endorser, message, der: signature });
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

/** Every signature that is shown must hold, and there must be one. */
function orderersOf(
  crypto: Crypto,
  fabric: FabricGenesis,
  { metadata, number, previous }: FabricProof,
  dataHash: Uint8Array,
): readonly string[] | undefined {
  const before = fromHex(previous);
  if (before?.length !== HASH_BYTES) return undefined;
  const header = blockHeaderBytes(number, before, dataHash);
  const value = bytesOf(metadata.value);
  const found = new Set<string>();
  for (const each of metadata.signatures) {
    const signatureHeader = bytesOf(each.header);
    const by = signatoryOf(crypto, fabric, 'orderer', {
      identity: new Message(signatureHeader).bytes(1),
      message: join(value, signatureHeader, header),
      der: bytesOf(each.signature),
    });
    if (by?.orderer !== true) return undefined;
    found.add(by.institution);
  }
  return found.size === 0 ? undefined : [...found];
}

function bytesOf(text: string): Uint8Array {
  const bytes = fromBase64(text);
  if (bytes === undefined) throw new RangeError('no base 64');
  return bytes;
}
