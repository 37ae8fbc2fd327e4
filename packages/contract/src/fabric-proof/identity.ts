import { fromBase64 } from '../bytes/text.js';
import type { Crypto } from '../crypto/crypto.js';
import type { FabricGenesis } from '../genesis/fabric-genesis.js';
import { Message } from './protobuf.js';
import { rawSignature } from './raw-signature.js';

const PEM = /^-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/=\n]+)\n-----END CERTIFICATE-----\n?$/;
/** A channel has as many nodes and clients; whoever comes with more is looked up each time. */
const REMEMBERED = 1_024;

export type NodeRole = 'peer' | 'orderer';

/** Who signed on Fabric. */
export interface Signatory {
  readonly institution: string;
  /** Does the institution run orderers? */
  readonly orderer: boolean;
}

/** A node of an institution of the genesis, and its key. */
export interface Member extends Signatory {
  readonly spki: Uint8Array;
}

/**
 * Whose node is this? Its `msp.SerializedIdentity` names an institution of the genesis, whose root
 * issued the certificate, for this role of node.
 *
 * @returns undefined where any of it does not hold.
 * @throws RangeError where the identity is none.
 */
export type FindMember = (role: NodeRole, identity: Uint8Array) => Member | undefined;

export const memberFinder =
  (crypto: Crypto, { organisations }: FabricGenesis): FindMember =>
  (role, bytes) => {
    const identity = new Message(bytes);
    const mspId = identity.text(1);
    const own = organisations.find((organisation) => organisation.mspId === mspId);
    const certificate = certificateIn(identity.text(2).replaceAll('\r\n', '\n'));
    if (own === undefined || certificate === undefined) return undefined;
    const isIssued = own.rootCertificates.some((root) =>
      crypto.certificateIssuedBy(certificate, fromBase64(root) ?? new Uint8Array(0)),
    );
    const read = isIssued ? crypto.readCertificate(certificate) : undefined;
    if (read?.isP256 !== true || !read.units.includes(role)) return undefined;
    return { institution: own.institution, orderer: own.orderer, spki: read.spki };
  };

/** The same, each identity looked up once: for whoever checks many blocks. */
export function rememberingFinder(crypto: Crypto, fabric: FabricGenesis): FindMember {
  const find = memberFinder(crypto, fabric);
  const known = new Map<string, Member | undefined>();
  return (role, identity) => {
    const name = `${role} ${new TextDecoder('latin1').decode(identity)}`;
    if (known.has(name)) return known.get(name);
    const found = find(role, identity);
    if (known.size < REMEMBERED) known.set(name, found);
    return found;
  };
}

/**
 * Whose node made this signature (DER)?
 *
 * @returns undefined where nobody's of this role did.
 * @throws RangeError where the identity is none.
 */
export function signatoryOf(
  crypto: Crypto,
  find: FindMember,
  role: NodeRole,
  signed: { readonly identity: Uint8Array; readonly message: Uint8Array; readonly der: Uint8Array },
): Signatory | undefined {
  const member = find(role, signed.identity);
  const signature = rawSignature(signed.der);
  if (member === undefined || signature === undefined) return undefined;
  return crypto.verifyEs256(member.spki, signed.message, signature) ? member : undefined;
}

/** The DER bytes of a certificate in PEM. */
const certificateIn = (pem: string): Uint8Array | undefined => {
  const body = PEM.exec(pem)?.[1];
  return body === undefined ? undefined : fromBase64(body.replaceAll('\n', ''));
};
