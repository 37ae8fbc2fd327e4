import { INSTRUMENT_TYPES, isIsin, isIsoDate, type Rejection } from '@bondledger/domain';
import type { StepContext } from '../apply/step-context.js';
import { checkMembers } from '../instruction/members.js';
import type { Json } from '../bytes/canonical.js';
import type { RegistryData } from './instruction.js';
import { issueKey } from './records.js';
import { isText, nameOf, putRegistry, registryRecord } from './registry-handler.js';

const TYPES: ReadonlySet<string> = new Set(INSTRUMENT_TYPES);
const isType = (value: Json): boolean => typeof value === 'string' && TYPES.has(value);

/** REGISTER_ISSUE (종목): only registered issues are traded. */
export function registerIssue(context: StepContext): Rejection | undefined {
  const { data } = context.core;
  const wrong = checkMembers(data, {
    instrumentType: isType,
    isin: isText,
    maturityDate: isText,
    name: () => true,
  });
  if (wrong !== undefined) return wrong;
  const name = nameOf(data['name']);
  if (!name.ok) return name.rejection;
  const { instrumentType, isin, maturityDate } = data as RegistryData['REGISTER_ISSUE'];
  if (!isIsin(isin)) return { code: 'ISIN_INVALID', params: { field: 'isin' } };
  if (!isIsoDate(maturityDate)) return { code: 'DATE_INVALID', params: { field: 'maturityDate' } };
  if (registryRecord(context, issueKey(isin)) !== undefined) {
    return { code: 'REGISTRY_EXISTS', params: { key: isin } };
  }
  putRegistry(context, issueKey(isin), { instrumentType, isin, maturityDate, name: name.value });
  return undefined;
}
