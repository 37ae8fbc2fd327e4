import { accept, type Rejection, type Result } from '@bondledger/domain';
import { fromBase64, fromHex } from '../bytes/text.js';
import type { Crypto } from '../crypto/crypto.js';
import type { ProvedOnFabric } from '../fabric-proof/fabric-proof.js';
import { verifyFabricProof } from '../fabric-proof/verify-fabric-proof.js';
import type { Genesis } from '../genesis/genesis.js';
import { verifyPath } from '../merkle/merkle.js';
import type { BlockHeader, BlockProof, SignedHead } from './block.js';
import { hashOfHeader, parseHeader, signedHeadMessage, transactionHash } from './block-hash.js';

const HASH_BYTES = 32;
const BLOCK_WRONG: Rejection = { code: 'EVIDENCE_BLOCK_WRONG' };
const HEAD_WRONG: Rejection = { code: 'EVIDENCE_HEAD_WRONG' };

/** The block that a proof is about. */
export interface ProvedBlock {
  readonly header: BlockHeader;
  /** Of a ledger on Fabric: who endorsed the transaction and who ordered it. */
  readonly fabric?: ProvedOnFabric;
}

/**
 * Is the transaction whose digest the proof shows part of this ledger? Its hash must lead by the
 * path to the root of the first header, the headers must follow one another by their hashes, and
 * the last of them must be a head that a node of the genesis signed. Where the genesis places the
 * ledger on Fabric, Fabric's own signatures must hold too: see `verifyFabricProof`.
 *
 * @returns EVIDENCE_BLOCK_WRONG, EVIDENCE_HEAD_WRONG, EVIDENCE_ENDORSEMENT_WRONG,
 * EVIDENCE_ORDERER_WRONG.
 */
export function checkBlockProof(
  crypto: Crypto,
  genesis: Genesis,
  ledgerId: string,
  proof: BlockProof,
): Result<ProvedBlock> {
  const wrong = (rejection: Rejection) => ({ ok: false, rejection }) as const;
  const first = headerAt(proof.headers[0], ledgerId, proof.height);
  if (first === undefined || !leadsToRoot(crypto, proof, first)) return wrong(BLOCK_WRONG);
  const last = followHeaders(crypto, proof, ledgerId);
  if (last === undefined) return wrong(BLOCK_WRONG);
  const { head } = proof;
  if (head.height !== last.height || head.hash !== last.hash) return wrong(HEAD_WRONG);
  if (!isSignedByNode(crypto, genesis, ledgerId, head)) return wrong(HEAD_WRONG);
  if (genesis.fabric === undefined) {
    return proof.fabric === undefined ? accept({ header: first }) : wrong(BLOCK_WRONG);
  }
  const fabric = verifyFabricProof(crypto, genesis.fabric, proof);
  return fabric.ok ? accept({ header: first, fabric: fabric.value }) : fabric;
}

/** Why a proof does not hold (see `checkBlockProof`); undefined where it does. */
export function verifyBlockProof(
  crypto: Crypto,
  genesis: Genesis,
  ledgerId: string,
  proof: BlockProof,
): Rejection | undefined {
  const checked = checkBlockProof(crypto, genesis, ledgerId, proof);
  return checked.ok ? undefined : checked.rejection;
}

function headerAt(
  text: string | undefined,
  ledgerId: string,
  height: number,
): BlockHeader | undefined {
  const header = text === undefined ? undefined : parseHeader(text);
  return header?.ledgerId === ledgerId && header.height === height ? header : undefined;
}

function leadsToRoot(crypto: Crypto, proof: BlockProof, header: BlockHeader): boolean {
  const root = fromHex(header.root);
  if (root === undefined) return false;
  const path: Uint8Array[] = [];
  for (const hex of proof.path) {
    const hash = fromHex(hex);
    if (hash?.length !== HASH_BYTES) return false;
    path.push(hash);
  }
  const hash = transactionHash(crypto, proof.transaction);
  return verifyPath(crypto, hash, proof.transactionIndex, header.count, path, root);
}

/** Height and hash of the last header, where each names the hash of the one before it. */
function followHeaders(
  crypto: Crypto,
  { headers, height }: BlockProof,
  ledgerId: string,
): { readonly height: number; readonly hash: string } | undefined {
  let last: { readonly height: number; readonly hash: string } | undefined;
  for (const [at, text] of headers.entries()) {
    const header = headerAt(text, ledgerId, height + at);
    if (header === undefined) return undefined;
    if (last !== undefined && header.previous !== last.hash) return undefined;
    last = { height: header.height, hash: hashOfHeader(crypto, text) };
  }
  return last;
}

function isSignedByNode(
  crypto: Crypto,
  genesis: Genesis,
  ledgerId: string,
  { height, hash, signature }: SignedHead,
): boolean {
  const bytes = fromBase64(signature);
  if (bytes === undefined) return false;
  const message = signedHeadMessage(ledgerId, height, hash);
  return genesis.nodes.some((node) => {
    const spki = fromBase64(node);
    return spki !== undefined && crypto.verifyEs256(spki, message, bytes);
  });
}
