import type { ReactElement } from 'react';
import type { Monitoring } from '@bondledger/sdk/api';
import { Page } from '../../parts/page.js';
import { Symbol } from '../../parts/symbol.js';
import { useNames } from '../../shell/facts.js';
import { clock, count, latency } from '../../text/format.js';
import { manage } from '../../text/ko/manage.js';
import { useText } from '../../text/use-text.js';
import { LatencyTable } from './latency-table.js';
import { MinuteBars } from './minute-bars.js';
import { useMonitoring } from './use-monitoring.js';

const MIB = 1_048_576;
const mib = (bytes: number): string => `${count(Math.round(bytes / MIB))} MiB`;

type Words = typeof manage.monitor;

/** What a server of another version has may have no name here. */
const isQueue = (name: string): name is keyof Words['queueNames'] =>
  Object.hasOwn(manage.monitor.queueNames, name);
const isEngine = (name: string): name is keyof Words['engineNames'] =>
  Object.hasOwn(manage.monitor.engineNames, name);
const STEPS_OF = /^steps (.+)$/;
const isFolder = (name: string): name is keyof Words['folders'] =>
  Object.hasOwn(manage.monitor.folders, name);

function Alarms({ alarms }: Pick<Monitoring, 'alarms'>): ReactElement {
  const { t, say } = useText();
  if (alarms.length === 0) return <p className="second indent">{t('monitor.noAlarm')}</p>;
  return (
    <>
      {alarms.map(({ alarm, severity, since, sentence }) => (
        <p key={alarm} className={severity === 'CRITICAL' ? 'note bad' : 'note'} role="alert">
          <Symbol name="short" />
          <span>
            {say(sentence)}{' '}
            <span className="second">{t('monitor.since', { at: clock(since) })}</span>
          </span>
        </p>
      ))}
    </>
  );
}

function Figures({ monitoring }: { monitoring: Monitoring }): ReactElement {
  const { t, language } = useText();
  const newest = monitoring.minutes.at(-1);
  const figures: readonly (readonly [label: string, value: string])[] = [
    [t('monitor.height'), count(monitoring.height)],
    [
      t('monitor.engine'),
      isEngine(monitoring.engine)
        ? t(`monitor.engineNames.${monitoring.engine}`)
        : monitoring.engine,
    ],
    [t('monitor.perMinute'), count(newest?.transactions ?? 0)],
    [t('monitor.blocksPerMinute'), count(newest?.blocks ?? 0)],
    [t('monitor.refusals'), count(newest?.refusals ?? 0)],
    [t('monitor.retries'), count(monitoring.retries)],
    [t('monitor.conflicts'), count(monitoring.conflicts)],
    [t('monitor.memory'), mib(monitoring.memory.rssBytes)],
    [t('monitor.loop'), latency(monitoring.eventLoopDelayMs.p99, language)],
  ];
  return (
    <dl className="figures">
      {figures.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface SumsProps {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A small table: words at the left, figures at the right. */
function Sums({ heads, rows }: SumsProps): ReactElement {
  return (
    <table className="sums-table">
      <thead>
        <tr>
          {heads.map((head, at) => (
            <th key={head} scope="col" className={at === 0 ? undefined : 'end-cell'}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells) => (
          <tr key={cells[0]}>
            {cells.map((cell, at) => (
              <td key={heads[at]} className={at === 0 ? undefined : 'end-cell'}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Tables({ monitoring }: { monitoring: Monitoring }): ReactElement {
  const { t, language } = useText();
  const nameOf = useNames();
  const queueOf = (queue: string): string => {
    if (isQueue(queue)) return t(`monitor.queueNames.${queue}`);
    const [, code] = STEPS_OF.exec(queue) ?? [];
    return code === undefined ? queue : t('monitor.stepsOf', { who: nameOf(code) });
  };
  return (
    <div className="boards">
      <section>
        <h2>{t('monitor.stages')}</h2>
        <LatencyTable stages={monitoring.stages} />
      </section>
      <section>
        <h2>{t('monitor.readModel')}</h2>
        <Sums
          heads={[
            t('monitor.institution'),
            t('monitor.height'),
            t('monitor.behind'),
            t('monitor.lag'),
          ]}
          rows={monitoring.readModel.map((each) => [
            nameOf(each.institution),
            count(each.height),
            count(each.behind),
            latency(each.lagMs, language),
          ])}
        />
      </section>
      <section>
        <h2>{t('monitor.queues')}</h2>
        <Sums
          heads={[t('monitor.queue'), t('monitor.depth'), t('monitor.limit')]}
          rows={monitoring.queues.map(({ queue, depth, limit }) => [
            queueOf(queue),
            count(depth),
            count(limit),
          ])}
        />
        {monitoring.refusals.length > 0 && (
          <>
            <h2>{t('monitor.refusedCodes')}</h2>
            <Sums
              heads={[t('monitor.code'), t('monitor.count')]}
              rows={monitoring.refusals.map((each) => [each.code, count(each.count)])}
            />
          </>
        )}
        <h2>{t('monitor.sizes')}</h2>
        <Sums
          heads={[t('monitor.what'), t('monitor.bytes')]}
          rows={monitoring.sizes.map(({ what, bytes }) => [
            isFolder(what) ? t(`monitor.folders.${what}`) : what,
            count(bytes),
          ])}
        />
      </section>
    </div>
  );
}

/** Alarms, figures of this minute, latency by stage, queues, sizes. */
export function NowTab(): ReactElement {
  const { t } = useText();
  const { data } = useMonitoring();
  if (data === undefined) {
    return (
      <div className="hollow bones" aria-hidden="true">
        <i className="bone" />
        <i className="bone" />
      </div>
    );
  }
  return (
    <Page label={t('screens.s510.title')}>
      <h2>{t('monitor.alarms')}</h2>
      <Alarms alarms={data.alarms} />
      <Figures monitoring={data} />
      <h2>{t('monitor.minutes')}</h2>
      <MinuteBars minutes={data.minutes} />
      <Tables monitoring={data} />
    </Page>
  );
}
