import {
  compactDate,
  firstRejection,
  isChainId,
  isTradeId,
  parseTerms,
  STEP_RULES,
  type Rejection,
  type Step,
  type Terms,
} from '@bondledger/domain';
import type { CorePart } from '../instruction/core-part.js';
import type { SidePart } from '../instruction/side-part.js';
import { checkData, checkSidePart } from './data.js';

/** What an instruction says, read without the ledger. */
export interface Form {
  readonly rejection: Rejection | undefined;
  /** With SUBMIT, where they are well formed. */
  readonly terms: Terms | undefined;
}

type Named = 'tradeId' | 'chainId';

const missing = (field: Named): Rejection => ({ code: 'FIELD_MISSING', params: { field } });
const unknown = (field: Named): Rejection => ({ code: 'FIELD_UNKNOWN', params: { field } });
const invalid = (field: Named): Rejection => ({ code: 'FIELD_INVALID', params: { field } });

/** A step names one trade, or the chain that it is about: one of them, and well formed. */
function checkNames(step: Step, { tradeId, chainId }: CorePart): Rejection | undefined {
  const { subject } = STEP_RULES[step];
  if (step === 'MERGE') {
    if (chainId === undefined) return missing('chainId');
    if (tradeId !== undefined) return unknown('tradeId');
  } else if (subject === 'trade' || subject === 'side') {
    if (tradeId === undefined) return missing('tradeId');
    if (chainId !== undefined) return unknown('chainId');
  } else {
    if (tradeId === undefined && chainId === undefined) return missing('tradeId');
    if (tradeId !== undefined && chainId !== undefined) return unknown('chainId');
  }
  if (tradeId !== undefined && !isTradeId(tradeId)) return invalid('tradeId');
  return chainId !== undefined && !isChainId(chainId) ? invalid('chainId') : undefined;
}

const carries = (tradeId: string | undefined, { tradeDate }: Terms): Rejection | undefined =>
  tradeId?.startsWith(`${compactDate(tradeDate)}-`) === true ? undefined : invalid('tradeId');

/** The form of one instruction; of several faults the one that comes first in the catalogue. */
export function formOf(step: Step, core: CorePart, side: SidePart): Form {
  const names = checkNames(step, core);
  const data = checkData(step, core.data);
  const part = checkSidePart(step, side);
  if (step !== 'SUBMIT') return { rejection: firstRejection(names, data, part), terms: undefined };
  const terms = parseTerms(core.data['terms']);
  return terms.ok
    ? {
        rejection: firstRejection(names, data, part, carries(core.tradeId, terms.value)),
        terms: terms.value,
      }
    : { rejection: firstRejection(names, data, part, terms.rejection), terms: undefined };
}
