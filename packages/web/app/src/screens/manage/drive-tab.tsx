import type { ReactElement } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { STEP_RULES } from '@bondledger/domain';
import type { Drive } from '@bondledger/sdk/api';
import { useEvents } from '../../live/use-live.js';
import { Ticks } from '../../manage/ticks.js';
import { useWork, type Work } from '../../manage/use-work.js';
import { WorkSummary } from '../../manage/work-summary.js';
import { SelectField } from '../../parts/field.js';
import { Page } from '../../parts/page.js';
import { Symbol } from '../../parts/symbol.js';
import { newIdempotencyKey } from '../../api/client.js';
import { useRight, useServices } from '../../session/context.js';
import { useNames } from '../../shell/facts.js';
import { ActionBar, type Action } from '../../steps/action-bar.js';
import { count } from '../../text/format.js';
import { useText } from '../../text/use-text.js';

/** Steps a second; 0 is as fast as it goes. */
const SPEEDS = [1, 5, 20, 100, 0] as const;

function useDrive(): ReturnType<typeof useQuery<Drive>> {
  const { api } = useServices();
  const client = useQueryClient();
  useEvents((event) => {
    if (event.type === 'drive') void client.invalidateQueries({ queryKey: ['drive'] });
  });
  return useQuery({ queryKey: ['drive'], queryFn: () => api.call('drive', {}) });
}

/** Start, pause or resume: the one that is possible now. */
function useSwitch(work: Work, drive: Drive | undefined): Action[] {
  const { t } = useText();
  const { api } = useServices();
  const cannot = useRight('OPERATE') ? undefined : t('manage.noRight');
  if (drive === undefined || drive.state === 'DONE') return [];
  const action = ({ IDLE: 'START', RUNNING: 'PAUSE', PAUSED: 'RESUME' } as const)[drive.state];
  const word = action === 'PAUSE' ? 'pause' : action === 'START' ? 'start' : 'resume';
  return [
    {
      id: 'switch',
      label: t(`drive.${word}`),
      key: 'act',
      cannot,
      title: action === 'PAUSE' ? t('drive.pause') : t('drive.startTitle'),
      facts: action === 'PAUSE' ? [] : [{ label: t('act.without'), text: t('drive.startFact') }],
      run: (decision) =>
        work.run(async (idempotencyKey) => {
          await api.call('setDrive', { body: { action } }, { idempotencyKey });
          return t(action === 'PAUSE' ? 'drive.paused' : 'drive.started');
        }, decision),
    },
  ];
}

function Settings({ drive, work }: { drive: Drive; work: Work }): ReactElement {
  const { t } = useText();
  const { api } = useServices();
  const nameOf = useNames();
  const participants = useQuery({
    queryKey: ['participants'],
    queryFn: () => api.call('participants', {}),
    staleTime: Infinity,
  });
  const served = participants.data?.participants.filter((each) => each.served) ?? [];
  const set = (body: { speed?: number; byHand?: string[] }, said: string): void =>
    work.run(async (idempotencyKey) => {
      await api.call('setDrive', { body }, { idempotencyKey });
      return said;
    }, newIdempotencyKey());
  return (
    <div className="fields indent">
      <SelectField
        label={t('drive.speed')}
        value={drive.speed.toString()}
        options={[...new Set([...SPEEDS, drive.speed])].map((speed) => ({
          value: speed.toString(),
          label: speed === 0 ? t('drive.fullSpeed') : t('drive.perSecond', { n: count(speed) }),
        }))}
        onChange={(speed) => set({ speed: Number(speed) }, t('drive.setSpeed'))}
      />
      <Ticks
        legend={t('drive.byHand')}
        options={served.map(({ code }) => ({ value: code, label: nameOf(code) }))}
        chosen={drive.byHand}
        onChange={(byHand) => set({ byHand: [...byHand] }, t('drive.setByHand'))}
      />
    </div>
  );
}

function Figures({ drive }: { drive: Drive }): ReactElement {
  const { t } = useText();
  return (
    <dl className="figures">
      <div>
        <dt>{t('drive.state')}</dt>
        <dd>{t(`drive.states.${drive.state}`)}</dd>
      </div>
      <div>
        <dt>{t('drive.ended')}</dt>
        <dd>
          {count(drive.ended)}
          <small>{t('drive.ofTrades', { of: count(drive.trades) })}</small>
          <progress
            className="bar"
            aria-label={t('drive.ended')}
            max={Math.max(1, drive.trades)}
            value={drive.ended}
          />
        </dd>
      </div>
    </dl>
  );
}

/** The demo's day: how far it is, how fast it goes, who is played by hand. */
export function DriveTab(): ReactElement {
  const { t, say, stepName } = useText();
  const { data: drive } = useDrive();
  const work = useWork('drive');
  const actions = useSwitch(work, drive);
  const canSet = useRight('OPERATE');
  const nameOfStep = (step: Drive['steps'][number]['step']): string =>
    step === 'SET_DAY' ? t('day.now') : stepName(step);
  const order = Object.keys(STEP_RULES);
  const steps = [...(drive?.steps ?? [])].sort(
    (one, other) => order.indexOf(one.step) - order.indexOf(other.step),
  );
  return (
    <>
      <Page label={t('drive.tabs.day')}>
        {drive !== undefined && <Figures drive={drive} />}
        {drive?.waitsFor !== undefined && (
          <p className="note indent-note">
            <Symbol name="short" />
            <span>{say(drive.waitsFor)}</span>
          </p>
        )}
        {drive !== undefined && canSet && <Settings drive={drive} work={work} />}
        <h2>{t('drive.steps')}</h2>
        {steps.length === 0 ? (
          <p className="second indent">{t('drive.noStep')}</p>
        ) : (
          <table className="sums-table">
            <thead>
              <tr>
                <th scope="col">{t('drive.step')}</th>
                <th scope="col" className="end-cell">
                  {t('drive.taken')}
                </th>
              </tr>
            </thead>
            <tbody>
              {steps.map(({ step, taken }) => (
                <tr key={step}>
                  <td>{nameOfStep(step)}</td>
                  <td className="end-cell">{count(taken)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Page>
      <ActionBar summary={<WorkSummary work={work} idle={t('drive.idle')} />} actions={actions} />
    </>
  );
}
