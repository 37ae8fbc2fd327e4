import { readFile } from 'node:fs/promises';
import { ledgerIdOf, nodeCrypto, parseGenesis, type Genesis } from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import { openKeyStore, type Signer } from '@bondledger/sdk';
import type { ChaincodeConfiguration } from '../network/connection.js';
import { bondledgerChaincode } from './bondledger-chaincode.js';
import { registryGuard } from './guard-keys.js';
import { RegistryCaches } from './registry-cache.js';
import type { ShimChaincode } from './shim-door.js';

export interface CreateChaincodeOptions {
  readonly genesis: Genesis;
  /** The name under which it is committed. */
  readonly chaincode: string;
  /** Whose process it is. */
  readonly institution: string;
  readonly mspOf: Readonly<Record<string, string>>;
  /** KSD's keys: makes this a process with the guard. */
  readonly guard?: Signer;
  readonly onFailure: (transactionId: string, error: unknown) => void;
}

/** The chaincode of one ledger. */
export function createChaincode({
  genesis,
  chaincode,
  institution,
  mspOf,
  guard,
  onFailure,
}: CreateChaincodeOptions): ShimChaincode {
  const crypto = nodeCrypto;
  const ledgerId = ledgerIdOf(crypto, genesis);
  const context = {
    crypto,
    ledgerId,
    chaincode,
    institution,
    mspOf,
    registries: new RegistryCaches(crypto),
    guard: guard === undefined ? undefined : registryGuard(crypto, ledgerId, guard),
  };
  return bondledgerChaincode({ context, genesis, onFailure });
}

/**
 * The chaincode that a configuration file describes.
 *
 * @throws BondledgerError FILE_UNREADABLE, KEYSTORE_UNREADABLE, KEYSTORE_PASSPHRASE_WRONG
 */
export async function openChaincode(
  { chaincode, institution, genesis: path, mspOf, guard }: ChaincodeConfiguration,
  onFailure: (transactionId: string, error: unknown) => void,
): Promise<ShimChaincode> {
  const genesis = parseGenesis(await readFile(path, 'utf8'));
  if (genesis === undefined) {
    throw new BondledgerError({ code: 'FILE_UNREADABLE', params: { path } });
  }
  const own = { chaincode, institution, genesis, mspOf, onFailure };
  if (guard === undefined) return createChaincode(own);
  const passphrase = (await readFile(guard.passphrase, 'utf8')).trimEnd();
  const signer = await openKeyStore(guard.keyStore, passphrase);
  return createChaincode({ ...own, guard: signer });
}
