import { settlementChaincodeOf } from '@bondledger/contract';
import { BOK, KSD } from '@bondledger/domain';
import { endorsersOf, type Endorsers } from '../topology/endorsers.js';
import { mspIdOf, type Plan } from '../topology/plan.js';
import { chaincodePackage, settlementPackage, type ChaincodePackage } from './package.js';

/** A chaincode as every institution approves it. */
export interface Chaincode {
  readonly name: string;
  readonly version: string;
  readonly sequence: number;
  /** Whose peers have to endorse what it writes. */
  readonly endorsers: Endorsers;
  readonly package: ChaincodePackage;
}

/** The chaincodes of a ledger: the one that keeps its settlement keys, and the one of the rest. */
export function chaincodesOf(plan: Plan): readonly Chaincode[] {
  const { name, version, sequence } = plan.topology.chaincode;
  return [
    {
      name: settlementChaincodeOf(name),
      version,
      sequence,
      endorsers: { all: [KSD, BOK].map(mspIdOf), oneOf: [] },
      package: settlementPackage(plan.topology),
    },
    {
      name,
      version,
      sequence,
      endorsers: endorsersOf(plan),
      package: chaincodePackage(plan.topology),
    },
  ];
}
