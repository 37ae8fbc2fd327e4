import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(import.meta.url);

/** A chaincode that stores and reads, for tests of the network around it. */
const SCRIPT = `
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const shim = createRequire(${JSON.stringify(HERE)})('fabric-shim');
const { address, packageId, tls } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
class Echo {
  async Init() {
    return shim.success();
  }
  async Invoke(stub) {
    const { fcn, params } = stub.getFunctionAndParameters();
    if (fcn === 'get') return shim.success(await stub.getState(params[0]));
    if (fcn !== 'put') return shim.error('no such operation');
    await stub.putState(params[0], Buffer.from(params[1]));
    return shim.success();
  }
}
shim
  .server(new Echo(), {
    ccid: packageId,
    address,
    tlsProps: {
      key: readFileSync(tls.key),
      cert: readFileSync(tls.certificate),
      clientCACerts: readFileSync(tls.clientCa),
    },
  })
  .start();
`;

/** Writes the chaincode into a directory, and gives its path. */
export function writeEchoChaincode(directory: string): string {
  const path = join(directory, 'echo-chaincode.cjs');
  writeFileSync(path, SCRIPT);
  return path;
}
