import { FrameWriter, toHex, utf8, type Certificate, type Crypto } from '@bondledger/contract';

/** Answers that are remembered; then all are forgotten. */
const ANSWERS_HELD = 16_384;

/**
 * The same cryptography, which checks the same signature or certificate only once: one batch stands
 * behind many trades, and one head behind many blocks.
 */
export function rememberingCrypto(crypto: Crypto): Crypto {
  const answers = new Map<string, boolean>();
  const certificates = new Map<string, Certificate | undefined>();
  const remember = (kind: string, parts: readonly Uint8Array[], ask: () => boolean): boolean => {
    const writer = new FrameWriter().frame(utf8(kind));
    for (const part of parts) writer.frame(part);
    const name = toHex(crypto.sha256(writer.bytes()));
    const known = answers.get(name);
    if (known !== undefined) return known;
    const answer = ask();
    if (answers.size >= ANSWERS_HELD) answers.clear();
    answers.set(name, answer);
    return answer;
  };
  return {
    sha256: (data) => crypto.sha256(data),
    hmacSha256: (key, data) => crypto.hmacSha256(key, data),
    hmacSha512: (key, data) => crypto.hmacSha512(key, data),
    aesGcmSeal: (...given) => crypto.aesGcmSeal(...given),
    aesGcmOpen: (...given) => crypto.aesGcmOpen(...given),
    verifyEs256: (spki, message, signature) =>
      remember('es256', [spki, message, signature], () =>
        crypto.verifyEs256(spki, message, signature),
      ),
    certificateIssuedBy: (certificate, authority) =>
      remember('issued', [certificate, authority], () =>
        crypto.certificateIssuedBy(certificate, authority),
      ),
    readCertificate(der) {
      const name = toHex(crypto.sha256(der));
      if (certificates.has(name)) return certificates.get(name);
      const certificate = crypto.readCertificate(der);
      if (certificates.size >= ANSWERS_HELD) certificates.clear();
      certificates.set(name, certificate);
      return certificate;
    },
  };
}
