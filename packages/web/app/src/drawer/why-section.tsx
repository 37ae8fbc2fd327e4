import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Missing, Why } from '@bondledger/sdk/api';
import { Won } from '../parts/won.js';
import { useServices } from '../session/context.js';
import { useNames } from '../shell/facts.js';
import { shortWon } from '../text/format.js';
import { useText } from '../text/use-text.js';

const PER_MILLE = 1000n;

/** What is there and what lacks, as a bar and as figures. */
function Shortfall({ needed, missing }: { needed: string; missing: string }): ReactElement {
  const { t, language } = useText();
  const all = BigInt(needed);
  const lacks = BigInt(missing);
  const there = all - lacks;
  const share = all === 0n ? 0 : Number((there * PER_MILLE) / all) / 10;
  return (
    <>
      <div className="shortfall" aria-hidden="true">
        <span className="there" style={{ width: `${share}%` }} />
        <span className="lacks" style={{ width: `${100 - share}%` }} />
      </div>
      <dl className="sums">
        <dt>{t('why.needed')}</dt>
        <dd>
          <Won value={needed} />
        </dd>
        <dt>{t('why.there')}</dt>
        <dd>
          <Won value={there} />
        </dd>
        <dt className="stop">{t('why.lacks')}</dt>
        <dd className="stop">
          <Won value={(-lacks).toString()} /> <b>{shortWon(missing, language)}</b>
        </dd>
      </dl>
    </>
  );
}

interface ReasonProps {
  readonly missing: Missing;
  /** Whether its sentence stands above already. */
  readonly isSaid?: boolean;
}

/** A date comes by itself; everything else is somebody's to do. */
const hasActor = ({ kind, by, mine }: Missing): boolean =>
  mine || by !== undefined || kind !== 'DATE';

function Reason({ missing, isSaid = false }: ReasonProps): ReactElement {
  const { t, say } = useText();
  const nameOf = useNames();
  const who = missing.mine
    ? t('why.us')
    : missing.by === undefined
      ? t('why.somebody')
      : nameOf(missing.by);
  return (
    <span>
      {!isSaid && say(missing.sentence)}
      {!isSaid && hasActor(missing) && <br />}
      {hasActor(missing) && (
        <span className="second">
          {t('why.canAct')} <b>{who}</b>
        </span>
      )}
      {missing.missing !== undefined && missing.needed !== undefined && (
        <Shortfall needed={missing.needed} missing={missing.missing} />
      )}
    </span>
  );
}

/** The headline, what belongs to it, and what else is missing. */
export function Headline({ why }: { why: Why }): ReactElement {
  const { say } = useText();
  const headline = say(why.headline);
  const first = why.missing.find(({ sentence }) => say(sentence) === headline);
  const others = why.missing.filter((missing) => missing !== first);
  return (
    <>
      <p className="lead">{headline}</p>
      {first !== undefined && (
        <div className="way">
          <Reason missing={first} isSaid />
        </div>
      )}
      <Reasons reasons={others} numbered={others.length > 1} />
    </>
  );
}

/** What is missing, the first thing first. */
function Reasons({
  reasons,
  numbered = false,
}: {
  reasons: readonly Missing[];
  numbered?: boolean;
}): ReactElement {
  return (
    <ol className={numbered ? 'ways numbered' : 'ways'}>
      {reasons.map((missing, index) => (
        <li key={`${missing.kind}-${index}`}>
          <Reason missing={missing} />
        </li>
      ))}
    </ol>
  );
}

/** Why it is not settled: what is missing, how much, and who can act. */
export function WhySection({ tradeId }: { tradeId: string }): ReactElement | null {
  const { t, say } = useText();
  const { api } = useServices();
  const { data } = useQuery({
    queryKey: ['trade', tradeId, 'why'],
    queryFn: ({ signal }) => api.call('why', { params: { tradeId } }, { signal }),
  });
  if (data === undefined) return null;
  const isSaid = data.missing.some(({ sentence }) => say(sentence) === say(data.headline));
  return (
    <section>
      <h2>{t('why.title')}</h2>
      {!isSaid && <p className="lead">{say(data.headline)}</p>}
      <Reasons reasons={data.missing} />
    </section>
  );
}
