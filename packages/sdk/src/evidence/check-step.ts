import {
  fromBase64,
  fromHex,
  keyIdOf,
  leafOf,
  parseBatchHeader,
  parseCorePart,
  parseSidePart,
  partHash,
  toHex,
  utf8,
  verifyPath,
  type BatchHeader,
  type BlockProof,
  type CorePart,
  type Crypto,
  type Genesis,
  type ProvedBlock,
  type SidePart,
} from '@bondledger/contract';
import { accept, refuse, type ErrorCode, type Result } from '@bondledger/domain';
import { isShownSide, type ShownStep } from './evidence.js';
import { decodePath } from './merkle-path.js';

/** What every check is made against: the one thing that is trusted. */
export interface Anchor {
  readonly crypto: Crypto;
  readonly genesis: Genesis;
  readonly ledgerId: string;
  /** Proofs that were checked against it. No result depends on what is in it. */
  readonly proved: WeakMap<BlockProof, Result<ProvedBlock>>;
}

/** What a step that was shown says, once its leaf, signature and certificate are checked. */
export interface SignedStep {
  readonly core: CorePart;
  readonly side: SidePart | undefined;
  readonly header: BatchHeader;
}

const NOTHING = new Uint8Array(0);

/** Did the institution sign this, with a key that an authority of the genesis certified for it? */
export function checkSignedStep(anchor: Anchor, step: ShownStep): Result<SignedStep> {
  const { crypto } = anchor;
  const leaf = leafOfStep(crypto, step);
  if (leaf === undefined || toHex(leaf) !== step.leaf) return refuse('EVIDENCE_LEAF_WRONG');
  const header = parseBatchHeader(step.header);
  const path = decodePath(step.path);
  const root = header && fromHex(header.root);
  if (header === undefined || path === undefined || root === undefined) {
    return refuse('EVIDENCE_PATH_WRONG');
  }
  if (!verifyPath(crypto, leaf, step.index, header.count, path, root)) {
    return refuse('EVIDENCE_PATH_WRONG');
  }
  const wrong = wrongSigner(anchor, step, header);
  if (wrong !== undefined) return refuse(wrong);
  const core = parseCorePart(step.core);
  if (!core.ok) return refuse('EVIDENCE_MALFORMED', { field: 'core' });
  if (core.value.participant !== header.participant) return refuse('EVIDENCE_SIGNATURE_WRONG');
  if (!isShownSide(step.side)) return accept({ core: core.value, side: undefined, header });
  const side = parseSidePart(step.side.text);
  if (!side.ok) return refuse('EVIDENCE_MALFORMED', { field: 'side' });
  return accept({ core: core.value, side: side.value, header });
}

/** The leaf that the parts hash to; undefined where they are none. */
function leafOfStep(crypto: Crypto, { core, coreSalt, side }: ShownStep): Uint8Array | undefined {
  const salt = fromBase64(coreSalt);
  const sideSalt = isShownSide(side) ? fromBase64(side.salt) : NOTHING;
  if (salt === undefined || sideSalt === undefined) return undefined;
  const sideHash = isShownSide(side) ? partHash(crypto, sideSalt, side.text) : fromHex(side.hash);
  return sideHash && leafOf(crypto, partHash(crypto, salt, core), sideHash);
}

/** Certificate first, then what its key signed. */
function wrongSigner(anchor: Anchor, step: ShownStep, header: BatchHeader): ErrorCode | undefined {
  const { crypto, genesis, ledgerId } = anchor;
  const der = fromBase64(step.certificate) ?? NOTHING;
  const certificate = crypto.readCertificate(der);
  if (certificate?.isP256 !== true) return 'EVIDENCE_CERTIFICATE_WRONG';
  const isTrusted = genesis.authorities.some((authority) =>
    crypto.certificateIssuedBy(der, fromBase64(authority) ?? NOTHING),
  );
  if (!isTrusted) return 'EVIDENCE_CERTIFICATE_WRONG';
  const signature = fromBase64(step.signature) ?? NOTHING;
  if (!crypto.verifyEs256(certificate.spki, utf8(step.header), signature)) {
    return 'EVIDENCE_SIGNATURE_WRONG';
  }
  if (keyIdOf(crypto, certificate.spki) !== header.keyId) return 'EVIDENCE_SIGNATURE_WRONG';
  if (header.ledgerId !== ledgerId) return 'EVIDENCE_WRONG_GENESIS';
  return certificate.organisation === header.participant ? undefined : 'EVIDENCE_CERTIFICATE_WRONG';
}
