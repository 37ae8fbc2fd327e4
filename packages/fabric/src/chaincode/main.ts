import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { optimiseLater } from '@bondledger/ledger';
import type { ChaincodeConfiguration } from '../network/connection.js';
import { openChaincode } from './open-chaincode.js';
import { serveChaincode } from './serve-chaincode.js';
import { settlementChaincode } from './settlement-chaincode.js';

const path = z.string().min(1);

const configurationSchema = z.object({
  address: z.string().min(1),
  packageId: z.string().min(1),
  settlement: z.object({ address: z.string().min(1), packageId: z.string().min(1) }),
  tls: z.object({ key: path, certificate: path, clientCa: path }),
  genesis: path,
  chaincode: z.string().min(1),
  institution: z.string().min(1),
  mspOf: z.record(z.string(), z.string()),
  guard: z.object({ keyStore: path, passphrase: path }).exactOptional(),
});

const log = (text: string): void => {
  process.stderr.write(`${new Date().toISOString()} ${text}\n`);
};

/** What failed: its name alone, for a message could carry what was being worked on. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

const placeOf = (error: unknown): string =>
  (error instanceof Error ? (error.stack ?? '') : '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n');

async function main([file, ...others]: readonly string[]): Promise<void> {
  if (file === undefined || others.length > 0) {
    process.stderr.write('usage: node main.js <configuration.json>\n');
    process.exitCode = 2;
    return;
  }
  const parsed: unknown = JSON.parse(await readFile(file, 'utf8'));
  const configuration: ChaincodeConfiguration = configurationSchema.parse(parsed);
  const onFailure = (transactionId: string, error: unknown): void =>
    log(`transaction ${transactionId} failed: ${nameOf(error)}\n${placeOf(error)}`);
  const chaincode = await openChaincode(configuration, onFailure);
  const { address, packageId, settlement, tls } = configuration;
  const [key, certificate, clientCa] = await Promise.all(
    [tls.key, tls.certificate, tls.clientCa].map((each) => readFile(each)),
  );
  if (key === undefined || certificate === undefined || clientCa === undefined) return;
  const files = { key, certificate, clientCa };
  const keeper = settlementChaincode({ chaincode: configuration.chaincode, onFailure });
  const served = await Promise.all([
    serveChaincode(chaincode, { address, packageId, tls: files }),
    serveChaincode(keeper, { ...settlement, tls: files }),
  ]);
  log(`listening on ${address} and ${settlement.address}`);
  const stop = (): void => {
    void Promise.all(served.map((each) => each.close())).then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

// A network is young on its first day: bundles ran while V8 was still compiling.
optimiseLater();
main(process.argv.slice(2)).catch((error: unknown) => {
  log(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
