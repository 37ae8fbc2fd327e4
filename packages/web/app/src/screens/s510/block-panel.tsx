import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import { asProblem, problemText } from '../../api/problem.js';
import { Button, LinkButton } from '../../parts/button.js';
import { useServices } from '../../session/context.js';
import { clock, count, dateOf } from '../../text/format.js';
import { useText } from '../../text/use-text.js';

/** The registry is for everyone to read; all else is sealed. */
const sizeOf = (key: string): 'monitor.plain' | 'monitor.sealed' =>
  key.startsWith('registry/') ? 'monitor.plain' : 'monitor.sealed';

interface PanelProps {
  /** Of the block that is open; '' where none is. */
  readonly height: string;
  /** The key whose versions are shown instead. */
  readonly keyName: string;
  readonly onKey: (key: string) => void;
  readonly onClose: () => void;
}

function BlockFacts({ height, onKey }: Pick<PanelProps, 'height' | 'onKey'>): ReactElement | null {
  const { t, language } = useText();
  const { api } = useServices();
  const { data, error } = useQuery({
    queryKey: ['block', height],
    queryFn: () => api.call('block', { params: { height: Number(height) } }),
    // A block never changes.
    staleTime: Infinity,
  });
  if (error !== null) return <p role="alert">{problemText(asProblem(error), language)}</p>;
  if (data === undefined) return null;
  return (
    <>
      <h2>{t('monitor.blockTitle', { height: count(data.height) })}</h2>
      <dl className="pairs">
        <dt>{t('monitor.time')}</dt>
        <dd className="num">
          {dateOf(data.time)} {clock(data.time)}
        </dd>
        <dt>{t('monitor.hash')}</dt>
        <dd className="hash">{data.hash}</dd>
        <dt>{t('monitor.previous')}</dt>
        <dd className="hash">{data.previous}</dd>
        <dt>{t('monitor.root')}</dt>
        <dd className="hash">{data.root}</dd>
      </dl>
      {data.details.map(({ index, hash, batches, writes }) => (
        <section key={index}>
          <h3>{t('monitor.transactionTitle', { index: count(index) })}</h3>
          <p className="hash">{hash}</p>
          {batches.map(({ accepted }, at) => {
            const good = accepted.filter(Boolean).length;
            return (
              <p key={at} className="num">
                {t('monitor.accepted', { n: count(good) })}
                {good < accepted.length &&
                  `, ${t('monitor.refusedOf', { n: count(accepted.length - good) })}`}
              </p>
            );
          })}
          <ul>
            {writes.map(({ key, bytes }) => (
              <li key={key}>
                <LinkButton onClick={() => onKey(key)}>{key}</LinkButton>{' '}
                <span className="second">{t(sizeOf(key), { n: count(bytes) })}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function KeyFacts({ keyName }: Pick<PanelProps, 'keyName'>): ReactElement | null {
  const { t, language } = useText();
  const { api } = useServices();
  const { data, error } = useQuery({
    queryKey: ['key', keyName],
    queryFn: () => api.call('keyHistory', { query: { key: keyName } }),
  });
  if (error !== null) return <p role="alert">{problemText(asProblem(error), language)}</p>;
  if (data === undefined) return null;
  return (
    <>
      <h2>{t('monitor.keyTitle')}</h2>
      <p className="hash">{data.key}</p>
      <p className="second">{t('monitor.versions', { n: count(data.versions.length) })}</p>
      <ul>
        {data.versions.map(({ height, index, time, bytes, hash }) => (
          <li key={`${height}.${index}`} className="num">
            {t('monitor.found.TRANSACTION', { height: count(height), index: count(index) })}{' '}
            {dateOf(time)} {clock(time)}{' '}
            <span className="second">{t(sizeOf(data.key), { n: count(bytes) })}</span>{' '}
            <span className="hash">{hash}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** One block, or the versions of one key, under the table. */
export function BlockPanel({ height, keyName, onKey, onClose }: PanelProps): ReactElement | null {
  const { t } = useText();
  if (height === '' && keyName === '') return null;
  return (
    <section className="panel" aria-label={t('monitor.tabs.explorer')}>
      {keyName === '' ? (
        <BlockFacts height={height} onKey={onKey} />
      ) : (
        <KeyFacts keyName={keyName} />
      )}
      <span>
        <Button onClick={onClose}>{t('act.back')}</Button>
      </span>
    </section>
  );
}
