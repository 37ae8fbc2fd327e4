import { useEffect, useRef, type ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { HistoryStep, TradeDetail } from '@bondledger/sdk/api';
import { isFinal } from '@bondledger/domain';
import { asProblem } from '../api/problem.js';
import { StateLabel } from '../parts/state.js';
import { Button } from '../parts/button.js';
import { Symbol } from '../parts/symbol.js';
import { ShortWon, Won } from '../parts/won.js';
import { printPage } from '../print/use-printing.js';
import { useServices } from '../session/context.js';
import { useNames } from '../shell/facts.js';
import { won } from '../text/format.js';
import { useText } from '../text/use-text.js';
import { EvidenceSection } from './evidence-section.js';
import { StepsFigure } from './steps-figure.js';
import { StepsTable } from './steps-table.js';
import { SidesSection } from './terms-section.js';
import { WhySection } from './why-section.js';

interface DrawerProps {
  readonly tradeId: string;
  readonly onClose: () => void;
}

/** All that the reader may know of one trade. It follows the current row. */
export function TradeDrawer({ tradeId, onClose }: DrawerProps): ReactElement {
  const { t, language } = useText();
  const { api } = useServices();
  const detail = useQuery({
    queryKey: ['trade', tradeId],
    queryFn: ({ signal }) => api.call('trade', { params: { tradeId }, query: {} }, { signal }),
  });
  const history = useQuery({
    queryKey: ['trade', tradeId, 'history'],
    queryFn: ({ signal }) => api.call('history', { params: { tradeId } }, { signal }),
  });
  return (
    <aside
      className="drawer trade"
      aria-label={t('drawer.label')}
      onKeyDown={(event) => {
        if (event.code === 'Escape') onClose();
      }}
    >
      <CloseLine trade={detail.data} onClose={onClose} />
      {detail.isError && (
        <section role="alert">
          <b className="stop">{asProblem(detail.error).code}</b>{' '}
          {asProblem(detail.error).sentence[language]}
        </section>
      )}
      {detail.data !== undefined && (
        <Content trade={detail.data} steps={history.data?.steps ?? []} />
      )}
    </aside>
  );
}

interface CloseLineProps {
  readonly trade: TradeDetail | undefined;
  readonly onClose: () => void;
}

function CloseLine({ trade, onClose }: CloseLineProps): ReactElement {
  const { t } = useText();
  const nameOf = useNames();
  const heading = useRef<HTMLElement>(null);
  useEffect(() => heading.current?.scrollIntoView({ block: 'nearest' }), [trade?.tradeId]);
  return (
    <header ref={heading}>
      <div className="bunch">
        {trade !== undefined && (
          <>
            <b>
              <StateLabel state={trade.state} />
            </b>
            <b className="id">{trade.settlementNo ?? trade.reference}</b>
            {isFinal(trade.state) && <span className="quiet">{t('drawer.final')}</span>}
          </>
        )}
        <span className="end quiet paper-out">{t('drawer.next')}</span>
        <span className="paper-out">
          <Button tone="bare" onClick={() => printPage('drawer')}>
            {t('print.do')}
          </Button>
        </span>
        <button
          type="button"
          className="button bare paper-out"
          onClick={onClose}
          title={t('drawer.close')}
        >
          <span className="unseen">{t('drawer.close')}</span>
          <Symbol name="cross" />
        </button>
      </div>
      {trade !== undefined && (
        <div className="bunch wraps">
          <span className="figure">
            <Won value={trade.settlementAmount} />
          </span>
          <span className="second">
            {t('units.won')} · {t('columns.faceAmount')} <ShortWon value={trade.faceAmount} />
            {' · '}
            {t('columns.unitPrice')} {won(trade.unitPrice)}
          </span>
          <span className="end">
            {nameOf(trade.seller)} → {nameOf(trade.buyer)}
          </span>
        </div>
      )}
    </header>
  );
}

interface ContentProps {
  readonly trade: TradeDetail;
  readonly steps: readonly HistoryStep[];
}

function Content({ trade, steps }: ContentProps): ReactElement {
  return (
    <>
      <section>
        <StepsFigure trade={trade} steps={steps} />
      </section>
      {!isFinal(trade.state) && <WhySection tradeId={trade.tradeId} />}
      <section>
        <StepsTable steps={steps} />
      </section>
      <SidesSection trade={trade} />
      <EvidenceSection key={trade.tradeId} trade={trade} />
    </>
  );
}
