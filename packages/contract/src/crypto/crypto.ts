/**
 * The cryptographic primitives that the contract needs, as a port: all synchronous, all
 * deterministic. Node's implementation is in node-crypto.ts; another platform brings its own.
 */
export interface Crypto {
  /** SHA-256 (FIPS 180-4) of the bytes, or of a text's UTF-8 bytes: 32 bytes. */
  sha256(data: Uint8Array | string): Uint8Array;
  /** HMAC-SHA-256 (RFC 2104) of the bytes, or of a text's UTF-8 bytes: 32 bytes. */
  hmacSha256(key: Uint8Array, data: Uint8Array | string): Uint8Array;
  /** HMAC-SHA-512 (RFC 2104) of the bytes, or of a text's UTF-8 bytes: 64 bytes. */
  hmacSha512(key: Uint8Array, data: Uint8Array | string): Uint8Array;
  /** AES-256-GCM: the 12-byte nonce, the ciphertext and the 16-byte tag, joined. */
  aesGcmSeal(
    key: Uint8Array,
    nonce: Uint8Array,
    associated: Uint8Array,
    plain: Uint8Array,
  ): Uint8Array;
  /** The plaintext of what aesGcmSeal made, or undefined where key, place or bytes do not fit. */
  aesGcmOpen(key: Uint8Array, associated: Uint8Array, sealed: Uint8Array): Uint8Array | undefined;
  /** ES256: is `signature` (r and s, 64 bytes) over `message` by the key in `spki` (DER)? */
  verifyEs256(spki: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
  /** What a certificate (DER) says, or undefined where it is none. */
  readCertificate(der: Uint8Array): Certificate | undefined;
  /** Did the holder of `authority` (DER) sign `certificate` (DER), as a CA may? */
  certificateIssuedBy(certificate: Uint8Array, authority: Uint8Array): boolean;
}

/** The few facts of an X.509 certificate that a registration checks. */
export interface Certificate {
  /** The subject's organisation (O): the institution's code. */
  readonly organisation: string;
  /** The subject's organisational units (OU): on Fabric the role of a node. */
  readonly units: readonly string[];
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
  /** P-256, the only curve here. */
  readonly isP256: boolean;
  readonly serial: string;
  /** First and last day of validity, `YYYY-MM-DD`. */
  readonly notBefore: string;
  readonly notAfter: string;
}
