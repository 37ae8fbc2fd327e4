/**
 * An institution's private keys, wherever they are: in an encrypted key store file by default, in
 * a hardware module behind this same interface. The keys never leave it.
 */
export interface Signer {
  readonly participant: string;
  readonly keyId: string;
  /** The signing certificate, DER in base64. */
  readonly certificate: string;
  /** The sealing key: its identifier, and the public key's 65 uncompressed bytes in base64. */
  readonly sealing: { readonly keyId: string; readonly publicKey: string };
  /** ES256 over the bytes: r and s, 64 bytes. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
  /** The static ECDH secret (32 bytes) with another institution's sealing key (65 bytes). */
  derive(publicKey: Uint8Array): Promise<Uint8Array>;
}
