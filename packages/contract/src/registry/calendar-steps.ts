import { isIsoDate, type Phase, type Rejection } from '@bondledger/domain';
import type { StepContext } from '../apply/step-context.js';
import { checkMembers } from '../instruction/members.js';
import type { Json } from '../bytes/canonical.js';
import type { RegistryData } from './instruction.js';
import { CALENDAR_KEY, DAY_KEY, type CalendarRecord, type DayRecord } from './records.js';
import { putRegistry, registryRecord } from './registry-handler.js';

/** The most holidays that one instruction declares. */
const MAX_HOLIDAYS = 400;
const isDates = (value: Json): boolean => Array.isArray(value) && value.length <= MAX_HOLIDAYS;
const isText = (value: Json): boolean => typeof value === 'string';
const isPhase = (value: Json): value is Phase =>
  value === 'OPEN' || value === 'CUT_OFF' || value === 'CLOSED';

/** ADD_HOLIDAYS: days on which nothing settles; what is READY rolls over them. */
export function addHolidays(context: StepContext): Rejection | undefined {
  const { data } = context.core;
  const wrong = checkMembers(data, { holidays: isDates });
  if (wrong !== undefined) return wrong;
  const added = data['holidays'] as readonly unknown[];
  const dates = added.filter((date) => typeof date === 'string').filter(isIsoDate);
  if (dates.length !== added.length) return { code: 'DATE_INVALID', params: { field: 'holidays' } };
  const known = registryRecord<CalendarRecord>(context, CALENDAR_KEY)?.holidays ?? [];
  putRegistry(context, CALENDAR_KEY, { holidays: [...new Set([...known, ...dates])].sort() });
  return undefined;
}

const NEXT_PHASE: Readonly<Record<Phase, Phase | undefined>> = {
  OPEN: 'CUT_OFF',
  CUT_OFF: 'CLOSED',
  CLOSED: undefined,
};

/**
 * SET_DAY: the business day goes OPEN, CUT_OFF, CLOSED; after CLOSED comes the next date's OPEN.
 * It is the only clock that the rules read, and it never runs backwards.
 */
export function setDay(context: StepContext): Rejection | undefined {
  const { data } = context.core;
  const wrong = checkMembers(data, { businessDate: isText, phase: isPhase });
  if (wrong !== undefined) return wrong;
  const { businessDate, phase } = data as RegistryData['SET_DAY'];
  if (!isIsoDate(businessDate)) return { code: 'DATE_INVALID', params: { field: 'businessDate' } };
  const now = registryRecord<DayRecord>(context, DAY_KEY) ?? context.day;
  if (businessDate < now.businessDate) {
    return { code: 'BUSINESS_DATE_BACKWARDS', params: { businessDate: now.businessDate } };
  }
  if (businessDate > now.businessDate) {
    if (!context.calendar.isBusinessDay(businessDate)) {
      return { code: 'BUSINESS_DATE_HOLIDAY', params: { date: businessDate } };
    }
    if (now.phase !== 'CLOSED' || phase !== 'OPEN') return { code: 'PHASE_ORDER_WRONG' };
  } else if (NEXT_PHASE[now.phase] !== phase) {
    return { code: 'PHASE_ORDER_WRONG' };
  }
  putRegistry(context, DAY_KEY, { businessDate, phase });
  return undefined;
}
