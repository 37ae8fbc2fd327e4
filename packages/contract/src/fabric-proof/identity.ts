import { fromBase64 } from '../bytes/text.js';
import type { Crypto } from '../crypto/crypto.js';
import type { FabricGenesis } from '../genesis/fabric-genesis.js';
import { Message } from './protobuf.js';
import { rawSignature } from './raw-signature.js';

const PEM = /^-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/=\n]+)\n-----END CERTIFICATE-----\n?$/;

/** Who signed on Fabric. */
export interface Signatory {
  readonly institution: string;
  /** Does the institution run orderers? */
  readonly orderer: boolean;
}

/**
 * Whose node signed this? Its `msp.SerializedIdentity` names an institution of the genesis, whose
 * root issued the certificate, for this role of node; and its key made the signature (DER).
 *
 * @returns undefined where any of it does not hold.
 * @throws RangeError where the identity is none.
 */
export function signatoryOf(
  crypto: Crypto,
  { organisations }: FabricGenesis,
  role: 'peer' | 'orderer',
  signed: { readonly identity: Uint8Array; readonly message: Uint8Array; readonly der: Uint8Array },
): Signatory | undefined {
  const identity = new Message(signed.identity);
  const mspId = identity.text(1);
  const own = organisations.find((organisation) => organisation.mspId === mspId);
  const certificate = certificateIn(identity.text(2).replaceAll('\r\n', '\n'));
  if (own === undefined || certificate === undefined) return undefined;
  const isIssued = own.rootCertificates.some((root) =>
    crypto.certificateIssuedBy(certificate, fromBase64(root) ?? new Uint8Array(0)),
  );
  const read = isIssued ? crypto.readCertificate(certificate) : undefined;
  if (read?.isP256 !== true || !read.units.includes(role)) return undefined;
  const signature = rawSignature(signed.der);
  if (signature === undefined) return undefined;
  return crypto.verifyEs256(read.spki, signed.message, signature) ? own : undefined;
}

/** The DER bytes of a certificate in PEM. */
const certificateIn = (pem: string): Uint8Array | undefined => {
  const body = PEM.exec(pem)?.[1];
  return body === undefined ? undefined : fromBase64(body.replaceAll('\n', ''));
};
