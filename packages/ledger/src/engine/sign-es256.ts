import { sign, type KeyObject } from 'node:crypto';

/** ES256 in another thread: r and s, 64 bytes. */
export const signEs256 = (key: KeyObject, message: Uint8Array): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, (error, signature) => {
      if (error === null) resolve(signature);
      else reject(error);
    });
  });
