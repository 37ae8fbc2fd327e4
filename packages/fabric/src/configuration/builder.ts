import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { settlementChaincodeOf } from '@bondledger/contract';
import { SETTLEMENT_CONNECTION, type Layout } from './layout.js';
import { PACKAGE_TYPE } from './package.js';
import { writePublic } from './write-file.js';

/** Environment of a peer: the file with which it reaches its institution's chaincode. */
export const CONNECTION_VARIABLE = 'BONDLEDGER_CHAINCODE_CONNECTION';

/** What a peer runs on a package: whose it is, what to make of it, where its service is. */
const SCRIPTS = {
  detect: `#!/bin/sh
# Takes the packages of bondledger and leaves all others to other builders.
exec grep -q '"type":"${PACKAGE_TYPE}"' "$2/metadata.json"
`,
  build: `#!/bin/sh
# The chaincode is a service that runs already: only which one it is has to be known.
exec cp "$1/chaincode.json" "$3/chaincode.json"
`,
  release: `#!/bin/sh
# Tells the peer how to reach the chaincode of its own institution.
set -e
connection="$${CONNECTION_VARIABLE}"
if grep -q '"name":"[^"]*${settlementChaincodeOf('')}"' "$1/chaincode.json"; then
  connection="$(dirname "$connection")/${SETTLEMENT_CONNECTION}"
fi
mkdir -p "$2/chaincode/server"
cp "$connection" "$2/chaincode/server/connection.json"
`,
};

/** Writes the external builder that every peer of the network uses. */
export function writeBuilder(layout: Layout): void {
  for (const [name, text] of Object.entries(SCRIPTS)) {
    const path = join(layout.builder, 'bin', name);
    writePublic(path, text);
    chmodSync(path, 0o755);
  }
}
