import { useMemo, useState, type ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Token } from '@bondledger/sdk/api';
import type { Column } from '../../grid/column.js';
import { useSelection } from '../../grid/selection.js';
import { List, textColumn } from '../../manage/list.js';
import { ShownOnce, type Secret } from '../../manage/shown-once.js';
import { Ticks } from '../../manage/ticks.js';
import { useWork, type Work } from '../../manage/use-work.js';
import { WorkSummary } from '../../manage/work-summary.js';
import { TextField } from '../../parts/field.js';
import { useChecks } from '../../parts/use-checks.js';
import { ActionBar, type Action } from '../../steps/action-bar.js';
import { clock, dateOf } from '../../text/format.js';
import { useText, type Text } from '../../text/use-text.js';
import { MACHINE_RIGHTS, type MachineRight } from './rights.js';

const tokenKey = ({ tokenId }: Token): string => tokenId;
const moment = (at: string | undefined): string =>
  at === undefined ? '–' : `${dateOf(at)} ${clock(at)}`;

const tokenColumns = ({ t }: Text): readonly Column<Token>[] => [
  textColumn('name', t('people.name'), 180, ({ name }) => name, { pin: 'start', rank: 0, grow: 1 }),
  textColumn('rights', t('people.rights'), 260, ({ rights }) =>
    rights.map((right) => t(`rights.${right}`)).join(', '),
  ),
  textColumn('createdBy', t('people.createdBy'), 140, ({ createdBy }) => createdBy),
  textColumn('createdAt', t('people.createdAt'), 150, ({ createdAt }) => moment(createdAt)),
  textColumn('expiresAt', t('people.expiresAt'), 150, ({ expiresAt }) => moment(expiresAt)),
  textColumn('lastUsedAt', t('people.lastUsedAt'), 150, (token) => moment(token.lastUsedAt)),
];

/** Whose tokens a table shows, and how they are made and taken back. */
export interface TokenSource {
  /** First word of its query key: what is asked for anew after a change. */
  readonly name: string;
  /** The institution, where it is not the reader's own. */
  readonly of?: string;
  /** Whether each token has rights of its own to be chosen. */
  readonly hasRights: boolean;
  readonly idle: string;
  readonly list: () => Promise<{ readonly tokens: readonly Token[] }>;
  readonly add: (
    token: { name: string; days: number; rights: MachineRight[] },
    idempotencyKey: string,
  ) => Promise<{ readonly secret: string }>;
  readonly remove: (tokenId: string, idempotencyKey: string) => Promise<unknown>;
}

const DAYS = '90';
const MOST_DAYS = 366;
const NAME_MOST = 60;

interface Form {
  readonly name: string;
  readonly days: string;
  readonly rights: readonly MachineRight[];
}

const EMPTY: Form = { name: '', days: DAYS, rights: ['READ', 'MAKE'] };

function useMaking(source: TokenSource, work: Work, onMade: (secret: Secret) => void): Action {
  const { t } = useText();
  const [{ name, days, rights }, setForm] = useState(EMPTY);
  const put = (change: Partial<Form>): void => setForm({ name, days, rights, ...change });
  const wrongName = useChecks().text(name, NAME_MOST);
  const isDays = /^[1-9]\d{0,2}$/.test(days) && Number(days) <= MOST_DAYS;
  const isWhole = wrongName === undefined && isDays && rights.length > 0;
  return {
    id: 'add',
    label: t('people.addToken'),
    key: 'act',
    title: t('people.addTokenTitle'),
    facts: [],
    fields: (
      <div className="fields">
        <TextField
          label={t('people.name')}
          value={name}
          wrong={wrongName}
          onChange={(next) => put({ name: next })}
        />
        <TextField
          label={t('people.days')}
          value={days}
          size={4}
          wrong={isDays ? undefined : t('people.daysForm')}
          onChange={(next) => put({ days: next })}
        />
        {source.hasRights && (
          <Ticks
            needed
            legend={t('people.rights')}
            options={MACHINE_RIGHTS.map((value) => ({ value, label: t(`rights.${value}`) }))}
            chosen={rights}
            onChange={(next) => put({ rights: next })}
          />
        )}
      </div>
    ),
    unfinished: isWhole ? undefined : t('manage.fill'),
    run: (decision) =>
      work.run(async (idempotencyKey) => {
        const wanted = { name, days: Number(days), rights: [...rights] };
        const { secret } = await source.add(wanted, idempotencyKey);
        onMade({ label: name, text: secret });
        setForm(EMPTY);
        return t('people.addedToken', { name });
      }, decision),
  };
}

/** Tokens in a table; a new one is shown once, and those that are picked are taken back. */
export function TokenTable({ source }: { source: TokenSource }): ReactElement {
  const text = useText();
  const { t, language } = text;
  const queryKey = [source.name, source.of];
  const tokens = useQuery({ queryKey, queryFn: source.list });
  const rows = tokens.data?.tokens ?? [];
  const selection = useSelection();
  const columns = useMemo(() => tokenColumns(text), [language]);
  const work = useWork(source.name);
  const [secret, setSecret] = useState<Secret>();
  const making = useMaking(source, work, setSecret);
  const picked = rows.filter(({ tokenId }) => selection.has(tokenId));
  const n = picked.length;
  const removing: Action = {
    id: 'remove',
    label: t('people.removeToken', { n }),
    tone: 'stop',
    cannot: n === 0 ? t('act.nothingPicked') : undefined,
    title: t('people.removeTokenTitle', { n }),
    facts: [{ label: t('act.will'), text: picked.map(({ name }) => name).join(', ') }],
    run: (decision) =>
      work.run(async (key) => {
        for (const { tokenId } of picked) await source.remove(tokenId, `${key}-${tokenId}`);
        selection.clear();
        return t('people.removedToken', { n });
      }, decision),
  };
  return (
    <>
      <List
        name={source.name}
        label={t('people.tabs.tokens')}
        columns={columns}
        rows={rows}
        keyOf={tokenKey}
        query={tokens}
        selection={selection}
        empty={t('people.noToken')}
      />
      {secret !== undefined && <ShownOnce secrets={[secret]} onDone={() => setSecret(undefined)} />}
      <ActionBar
        summary={<WorkSummary work={work} idle={source.idle} />}
        actions={[removing, making]}
      />
    </>
  );
}
