import { isInstitutionCode } from '@bondledger/domain';
import { isObject } from '../bytes/canonical.js';
import { fromBase64 } from '../bytes/text.js';

/** An institution on the channel, and whose certificates are its nodes'. */
export interface FabricOrganisation {
  /** Its code. */
  readonly institution: string;
  readonly mspId: string;
  /** Does it run orderers? */
  readonly orderer: boolean;
  /** Certificates (DER, base64) of the authorities that certify its nodes. */
  readonly rootCertificates: readonly string[];
}

/** Where the ledger lives on Hyperledger Fabric: what its proofs are checked against. */
export interface FabricGenesis {
  readonly chaincode: string;
  readonly channel: string;
  readonly organisations: readonly FabricOrganisation[];
}

/** The members in canonical order. */
export const fabricMembers = ({
  chaincode,
  channel,
  organisations,
}: FabricGenesis): FabricGenesis => ({
  chaincode,
  channel,
  organisations: organisations.map(({ institution, mspId, orderer, rootCertificates }) => ({
    institution,
    mspId,
    orderer,
    rootCertificates,
  })),
});

/** Each institution once, and each MSP. */
export function isFabricGenesis(value: unknown): value is FabricGenesis {
  if (!isObject(value)) return false;
  const { chaincode, channel, organisations } = value;
  if (typeof chaincode !== 'string' || typeof channel !== 'string') return false;
  if (!Array.isArray(organisations)) return false;
  const entries: readonly unknown[] = organisations;
  if (!entries.every(isOrganisation)) return false;
  const count = entries.length;
  return (
    new Set(entries.map(({ institution }) => institution)).size === count &&
    new Set(entries.map(({ mspId }) => mspId)).size === count
  );
}

function isOrganisation(value: unknown): value is FabricOrganisation {
  if (!isObject(value)) return false;
  const { institution, mspId, orderer, rootCertificates } = value;
  return (
    typeof institution === 'string' &&
    isInstitutionCode(institution) &&
    typeof mspId === 'string' &&
    typeof orderer === 'boolean' &&
    Array.isArray(rootCertificates) &&
    rootCertificates.every((root) => typeof root === 'string' && fromBase64(root) !== undefined)
  );
}
