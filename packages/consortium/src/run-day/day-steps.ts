import { BOK, KSD, mayTrade, type InstitutionCode, type Role } from '@bondledger/domain';
import type { Action, Institution } from '@bondledger/sdk';
import type { Books } from '../institutions/back-office.js';
import type { CentralBankDesk } from '../institutions/central-bank.js';
import {
  dueEnds,
  dueMerges,
  duePaymentRequests,
  dueReleases,
  dueRestrictions,
  dueRevocations,
  dueSettlements,
  dueSplits,
} from '../institutions/depository.js';
import {
  dueApprovals,
  dueConfirms,
  dueInstructs,
  dueSubmits,
} from '../institutions/participants.js';

interface Member {
  readonly code: InstitutionCode;
  readonly roles: readonly Role[];
}

/** A step of the day: who takes it, and on what, as the ledger and the books stand now. */
export interface DayStep {
  readonly step: string;
  readonly takes: (member: Member) => boolean;
  readonly due: (institution: Institution) => readonly Action[] | Promise<readonly Action[]>;
  /** Once what was taken has been read. */
  readonly after?: (institution: Institution) => void;
}

const isKsd = ({ code }: Member): boolean => code === KSD;
const isBok = ({ code }: Member): boolean => code === BOK;
const trades = ({ roles }: Member): boolean => mayTrade(roles);

/** Until the cut-off of the trade date: submitted, confirmed, instructed, approved. */
export const tradeDateSteps = (booksOf: (institution: string) => Books): readonly DayStep[] => [
  {
    step: 'SUBMIT',
    takes: trades,
    due: (institution) => dueSubmits(institution, booksOf(institution.participant)),
  },
  {
    step: 'CONFIRM',
    takes: trades,
    due: (institution) => dueConfirms(institution, booksOf(institution.participant)),
  },
  {
    step: 'INSTRUCT',
    takes: ({ roles }) => roles.includes('ASSET_MANAGER'),
    due: (institution) => dueInstructs(institution, booksOf(institution.participant)),
  },
  {
    step: 'APPROVE',
    takes: ({ roles }) => roles.includes('CUSTODIAN'),
    due: (institution) => dueApprovals(institution, booksOf(institution.participant)),
  },
];

/** On the settlement date, again and again: what one round delivers, the next may need. */
export const settlementSteps = (desk: CentralBankDesk): readonly DayStep[] => [
  { step: 'MERGE', takes: isKsd, due: dueMerges },
  { step: 'RESTRICT', takes: isKsd, due: dueRestrictions },
  { step: 'REQUEST_PAYMENT', takes: isKsd, due: duePaymentRequests },
  {
    step: 'CONFIRM_PAYMENT',
    takes: isBok,
    due: () => desk.due(),
    after: () => desk.acknowledge(),
  },
  { step: 'SETTLE', takes: isKsd, due: dueSettlements },
];

/** After the cut-off: payments asked back, chains taken apart, what is left expired or failed. */
export const afterCutOffSteps = (desk: CentralBankDesk): readonly DayStep[] => [
  { step: 'REVOKE_PAYMENT', takes: isKsd, due: dueRevocations },
  { step: 'CONFIRM_REVOKED', takes: isBok, due: () => desk.due() },
  { step: 'SETTLE', takes: isKsd, due: dueSettlements },
  { step: 'RELEASE', takes: isKsd, due: dueReleases },
  { step: 'SPLIT', takes: isKsd, due: dueSplits },
  { step: 'EXPIRE/FAIL', takes: isKsd, due: dueEnds },
];
