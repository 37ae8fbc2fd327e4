import { fileURLToPath } from 'node:url';

/** The package's own chaincode, built: what `up` starts as each institution's chaincode process. */
export const CHAINCODE_ENTRY = fileURLToPath(
  new URL('../../dist/chaincode/main.js', import.meta.url),
);
