import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { settlementChaincodeOf } from '@bondledger/contract';
import type { Topology } from '../topology/schema.js';
import { tarOf } from './tar.js';

/** The type of chaincode package that the network's own builder takes. */
export const PACKAGE_TYPE = 'bondledger';

/** A chaincode package and the identifier under which peers keep it. */
export interface ChaincodePackage {
  readonly label: string;
  readonly packageId: string;
  readonly content: Buffer;
}

/** Byte 9 of gzip names the system that packed; 255 is "unknown", wherever it is packed. */
const SYSTEM_AT = 9;
const SYSTEM_UNKNOWN = 255;

const gzip = (content: Uint8Array): Buffer => {
  const packed = gzipSync(content, { level: 0 });
  packed[SYSTEM_AT] = SYSTEM_UNKNOWN;
  return packed;
};

/**
 * The package of a chaincode that every institution installs. It names the chaincode and its
 * version and holds neither address nor key, so it is the same for all, and all approve one
 * identifier: each peer's builder adds the connection of its own institution.
 */
export function chaincodePackage({ chaincode }: Topology): ChaincodePackage {
  return packageOf(chaincode.name, chaincode.version);
}

/** The same of the chaincode that keeps the settlement keys. */
export function settlementPackage({ chaincode }: Topology): ChaincodePackage {
  return packageOf(settlementChaincodeOf(chaincode.name), chaincode.version);
}

function packageOf(name: string, version: string): ChaincodePackage {
  const label = `${name}_${version}`;
  const json = (content: object): Buffer => Buffer.from(`${JSON.stringify(content)}\n`);
  const code = tarOf([{ name: 'chaincode.json', content: json({ name, version }) }]);
  const content = gzip(
    tarOf([
      { name: 'metadata.json', content: json({ path: '', type: PACKAGE_TYPE, label }) },
      { name: 'code.tar.gz', content: gzip(code) },
    ]),
  );
  const digest = createHash('sha256').update(content).digest('hex');
  return { label, packageId: `${label}:${digest}`, content };
}
