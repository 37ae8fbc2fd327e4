import { useState } from 'react';
import type { Role } from '@bondledger/domain';
import type { Participant } from '@bondledger/sdk/api';
import type { Secret } from '../../manage/shown-once.js';
import { Ticks } from '../../manage/ticks.js';
import type { Work } from '../../manage/use-work.js';
import { TextField } from '../../parts/field.js';
import { useChecks } from '../../parts/use-checks.js';
import { useServices } from '../../session/context.js';
import type { Action } from '../../steps/action-bar.js';
import { useText } from '../../text/use-text.js';

/** What an institution without a peer may be. KSD and BOK are who they are. */
const KINDS: readonly Role[] = [
  'SECURITIES_FIRM',
  'ASSET_MANAGER',
  'CUSTODIAN',
  'SECURITIES_FINANCE',
  'BANK',
  'INSURER',
  'PENSION_FUND',
];

interface Newcomer {
  readonly code: string;
  readonly ko: string;
  readonly en: string;
  readonly roles: readonly Role[];
}

const CODE_FORM = /^[A-Z][A-Z0-9]{1,11}$/;
const NAME_MOST = 60;
const NOBODY: Newcomer = { code: '', ko: '', en: '', roles: [] };

/** A participant without a peer, in one form: the server makes its keys. */
export function useJoining(work: Work, onSecrets: (secrets: readonly Secret[]) => void): Action {
  const { t, say } = useText();
  const { api } = useServices();
  const [form, setForm] = useState(NOBODY);
  const put = (change: Partial<Newcomer>): void => setForm({ ...form, ...change });
  const checks = useChecks();
  const wrong = {
    code: checks.form(form.code, CODE_FORM, t('participants.codeForm')),
    ko: checks.text(form.ko, NAME_MOST),
    en: checks.text(form.en, NAME_MOST),
  };
  const isWhole = Object.values(wrong).every((each) => each === undefined) && form.roles.length > 0;
  return {
    id: 'join',
    label: t('participants.add'),
    key: 'act',
    title: t('participants.addTitle'),
    facts: [],
    fields: (
      <div className="fields">
        <TextField
          label={t('participants.code')}
          value={form.code}
          size={10}
          wrong={wrong.code}
          onChange={(code) => put({ code: code.toUpperCase() })}
        />
        <TextField
          label={t('participants.nameKo')}
          value={form.ko}
          wrong={wrong.ko}
          onChange={(ko) => put({ ko })}
        />
        <TextField
          label={t('participants.nameEn')}
          value={form.en}
          wrong={wrong.en}
          onChange={(en) => put({ en })}
        />
        <Ticks
          needed
          legend={t('participants.roles')}
          options={KINDS.map((value) => ({ value, label: t(`participants.kinds.${value}`) }))}
          chosen={form.roles}
          onChange={(roles) => put({ roles })}
        />
      </div>
    ),
    unfinished: isWhole ? undefined : t('manage.fill'),
    run: (decision) =>
      work.run(async (idempotencyKey) => {
        const { code, ko, en, roles } = form;
        const body = { code, name: { ko, en }, roles: [...roles] };
        const made = await api.call('addParticipant', { body }, { idempotencyKey });
        const { keyStore, passphrase, token } = made;
        onSecrets([
          ...(keyStore === undefined
            ? []
            : [{ label: t('participants.keyStore'), text: keyStore, file: `${code}.json` }]),
          ...(passphrase === undefined
            ? []
            : [{ label: t('participants.passphrase'), text: passphrase }]),
          ...(token === undefined ? [] : [{ label: t('participants.token'), text: token }]),
        ]);
        setForm(NOBODY);
        return t('participants.added', { name: say(made.participant.name) });
      }, decision),
  };
}

/** Suspending, taking back, and revoking the keys of the one that is picked. */
export function useStatusActions(work: Work, picked: readonly Participant[]): readonly Action[] {
  const { t, say } = useText();
  const { api } = useServices();
  const [only] = picked;
  const name = only === undefined ? '' : say(only.name);
  const code = only?.code ?? '';
  const cannot = picked.length === 1 ? undefined : t('manage.onlyOne');
  const setStatus = (
    id: 'suspend' | 'activate',
    status: 'ACTIVE' | 'SUSPENDED',
    done: 'participants.suspended' | 'participants.activated',
  ): Action => ({
    id,
    label: t(`participants.${id}`),
    ...(id === 'suspend' ? { tone: 'stop' as const } : {}),
    cannot: cannot ?? (only?.status === status ? t('manage.none') : undefined),
    title: t(`participants.${id}Title`, { name }),
    facts: [],
    run: (decision) =>
      work.run(async (idempotencyKey) => {
        const input = { params: { code }, body: { status } };
        await api.call('setParticipantStatus', input, { idempotencyKey });
        return t(done, { name });
      }, decision),
  });
  const active = only?.keys.filter(({ status }) => status === 'ACTIVE') ?? [];
  return [
    setStatus('suspend', 'SUSPENDED', 'participants.suspended'),
    setStatus('activate', 'ACTIVE', 'participants.activated'),
    {
      id: 'revoke',
      label: t('participants.revoke'),
      tone: 'stop',
      cannot: cannot ?? (active.length === 0 ? t('manage.none') : undefined),
      title: t('participants.revokeTitle', { name }),
      facts: [{ label: t('participants.keys'), text: active.map(({ keyId }) => keyId).join(', ') }],
      run: (decision) =>
        work.run(async (key) => {
          for (const { keyId } of active) {
            const idempotencyKey = `${key}-${keyId.slice(0, 8)}`;
            await api.call('revokeKey', { params: { keyId } }, { idempotencyKey });
          }
          return t('participants.revoked', { name });
        }, decision),
    },
  ];
}
