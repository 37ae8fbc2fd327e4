import type { SheetColumn } from '@bondledger/legacy';
import type { AuditEntry, Issue, Participant, User } from '@bondledger/sdk/api';
import type { NamedHoliday } from '../registry/registry-handlers.js';
import { columnOf, type Described } from './columns.js';

/** The columns of management lists. Rights, roles and actions stand as the API names them. */

const USER: readonly Described<User>[] = [
  ['사용자', 'User', 20, 'text', ({ user }) => user],
  ['이름', 'Name', 24, 'text', ({ name }) => name],
  ['권한', 'Rights', 40, 'text', ({ rights }) => rights.join(' ')],
  ['상태', 'Status', 10, 'text', ({ status }) => status],
  ['등록(UTC)', 'Created (UTC)', 26, 'text', ({ createdAt }) => createdAt],
  ['마지막 로그인(UTC)', 'Last sign-in (UTC)', 26, 'text', ({ lastSignInAt }) => lastSignInAt],
];
export const USER_COLUMNS: readonly SheetColumn<User>[] = USER.map(columnOf);

const endOf = ({ keys }: Participant): string | undefined => {
  const active = keys.filter(({ status }) => status === 'ACTIVE');
  return active.map(({ certificate }) => certificate.notAfter).sort()[0];
};

const PARTICIPANT: readonly Described<Participant>[] = [
  ['코드', 'Code', 12, 'text', ({ code }) => code],
  ['이름', 'Name', 30, 'text', ({ name }, language) => name[language]],
  ['역할', 'Roles', 30, 'text', ({ roles }) => roles.join(' ')],
  ['상태', 'Status', 12, 'text', ({ status }) => status],
  ['자체 피어', 'Own peer', 10, 'text', ({ peer }) => String(peer)],
  ['공동 보증', 'Co-endorser', 12, 'text', ({ coEndorser }) => coEndorser],
  ['인증서 만료(UTC)', 'Certificate ends (UTC)', 26, 'text', endOf],
];
export const PARTICIPANT_COLUMNS: readonly SheetColumn<Participant>[] = PARTICIPANT.map(columnOf);

const ISSUE: readonly Described<Issue>[] = [
  ['종목코드', 'ISIN', 14, 'text', ({ isin }) => isin],
  ['종목명', 'Issue', 36, 'text', ({ name }, language) => name[language]],
  ['종류', 'Kind', 12, 'text', ({ instrumentType }) => instrumentType],
  ['만기일', 'Maturity', 12, 'date', ({ maturityDate }) => maturityDate],
];
export const ISSUE_COLUMNS: readonly SheetColumn<Issue>[] = ISSUE.map(columnOf);

const HOLIDAY: readonly Described<NamedHoliday>[] = [
  ['날짜', 'Date', 12, 'date', ({ date }) => date],
  ['이름', 'Name', 30, 'text', ({ name }, language) => name?.[language]],
];
export const HOLIDAY_COLUMNS = HOLIDAY.map(columnOf);

const AUDIT: readonly Described<AuditEntry>[] = [
  ['번호', 'Entry', 10, 'text', ({ entry }) => entry.toString()],
  ['때(UTC)', 'When (UTC)', 26, 'text', ({ at }) => at],
  ['사용자', 'User', 20, 'text', ({ user }) => user],
  ['일', 'Action', 24, 'text', ({ action }) => action],
  ['판단', 'Decision', 12, 'text', ({ decision }) => decision],
  ['코드', 'Code', 26, 'text', ({ code }) => code],
  ['대상', 'Subject', 40, 'text', ({ subject }) => subject],
  ['요청', 'Request', 38, 'text', ({ requestId }) => requestId],
];
export const AUDIT_COLUMNS: readonly SheetColumn<AuditEntry>[] = AUDIT.map(columnOf);
