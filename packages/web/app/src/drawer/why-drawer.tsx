import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { TradeDetail, Why } from '@bondledger/sdk/api';
import { isFinal } from '@bondledger/domain';
import { asProblem } from '../api/problem.js';
import { Button } from '../parts/button.js';
import { StateLabel } from '../parts/state.js';
import { Symbol } from '../parts/symbol.js';
import { useServices, useSession } from '../session/context.js';
import { useDay, useNames } from '../shell/facts.js';
import { duration } from '../text/format.js';
import { useText } from '../text/use-text.js';
import { Headline } from './why-section.js';

/** As it stands on keyboards of both languages. */
const KEY = 'Enter';

interface DrawerProps {
  readonly tradeId: string;
  readonly onClose: () => void;
  /** Shows all of the trade. */
  readonly onWhole: () => void;
}

/** Why one trade is not settled, what would help, and until when; follows the current row. */
export function WhyDrawer({ tradeId, onClose, onWhole }: DrawerProps): ReactElement {
  const { language, t } = useText();
  const { api } = useServices();
  const detail = useQuery({
    queryKey: ['trade', tradeId],
    queryFn: ({ signal }) => api.call('trade', { params: { tradeId }, query: {} }, { signal }),
  });
  const why = useQuery({
    queryKey: ['trade', tradeId, 'why'],
    queryFn: ({ signal }) => api.call('why', { params: { tradeId } }, { signal }),
  });
  const problem = why.error ?? detail.error;
  return (
    <aside
      className="drawer why"
      aria-label={t('why.title')}
      onKeyDown={(event) => {
        if (event.code === 'Escape') onClose();
      }}
    >
      <Head trade={detail.data} onClose={onClose} />
      {problem !== null && (
        <section role="alert">
          <b className="stop">{asProblem(problem).code}</b> {asProblem(problem).sentence[language]}
        </section>
      )}
      {why.data !== undefined && (
        <section>
          <Headline why={why.data} />
        </section>
      )}
      {detail.data !== undefined && !isFinal(detail.data.state) && <Until trade={detail.data} />}
      <section className="bunch wraps paper-out">
        <Button onClick={onWhole}>
          {t('why.whole')} <kbd aria-hidden="true">{KEY}</kbd>
        </Button>
        <Chains why={why.data} />
      </section>
    </aside>
  );
}

function Head({
  trade,
  onClose,
}: {
  trade: TradeDetail | undefined;
  onClose: () => void;
}): ReactElement {
  const { t, say } = useText();
  const nameOf = useNames();
  return (
    <header>
      <div className="bunch">
        <b>{t('why.title')}</b>
        <span className="end quiet">{t('drawer.next')}</span>
        <button type="button" className="button bare" onClick={onClose} title={t('drawer.close')}>
          <span className="unseen">{t('drawer.close')}</span>
          <Symbol name="cross" />
        </button>
      </div>
      {trade !== undefined && (
        <div className="second why-which">
          <StateLabel state={trade.state} />
          <span className="id">{trade.reference}</span>
          <span>
            {nameOf(trade.seller)} → {nameOf(trade.buyer)}
          </span>
          <span>
            {say(trade.issueName)} <span className="id">{trade.isin}</span>
          </span>
        </div>
      )}
    </header>
  );
}

const MINUTE_MS = 60_000;

/** Until when: the cut-off of its day, what comes after it, how long it has rested. */
function Until({ trade }: { trade: TradeDetail }): ReactElement {
  const { t, language } = useText();
  const day = useDay();
  const rested = Math.max(0, Date.now() - new Date(trade.changedAt).getTime());
  const time = day?.cutOff.slice(0, 5) ?? '';
  return (
    <section>
      <h2>{t('why.until')}</h2>
      <dl className="pairs">
        <dt>{t('why.cutOff')}</dt>
        <dd className="num">
          {trade.settlementDate} {time}
        </dd>
        <dt>{t('why.afterwards')}</dt>
        <dd>{t(trade.state === 'READY' ? 'why.rolls' : 'why.ends')}</dd>
        <dt>{t('why.rested')}</dt>
        <dd>{rested < MINUTE_MS ? t('why.justNow') : duration(rested, language)}</dd>
      </dl>
    </section>
  );
}

/** Where a chain may help: the depository's own screen of them. */
function Chains({ why }: { why: Why | undefined }): ReactElement | null {
  const { t } = useText();
  const { institutionRoles } = useSession();
  const lacksUnits = why?.missing.some(({ kind }) => kind === 'UNITS') === true;
  if (!lacksUnits || !institutionRoles.includes('DEPOSITORY')) return null;
  return (
    <Link className="button" to="/310">
      {t('why.chains')}
    </Link>
  );
}
