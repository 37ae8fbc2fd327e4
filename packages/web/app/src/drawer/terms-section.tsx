import type { ReactElement } from 'react';
import type { SeenSide, TradeDetail } from '@bondledger/sdk/api';
import { Symbol } from '../parts/symbol.js';
import { Won } from '../parts/won.js';
import { useNames } from '../shell/facts.js';
import { useText } from '../text/use-text.js';

interface SideProps {
  readonly name: 'seller' | 'buyer';
  readonly side: SeenSide | undefined;
  readonly party: string;
}

/** A side as its own institutions see it; the other one is named as not visible. */
function Side({ name, side, party }: SideProps): ReactElement {
  const { t } = useText();
  const nameOf = useNames();
  const title = t(`columns.${name}`);
  if (side === undefined) {
    return (
      <p className="bunch quiet">
        <Symbol name="restricted" />
        {t('drawer.notVisible', { side: title, party: nameOf(party) })}
      </p>
    );
  }
  return (
    <div>
      <h2>
        {title} <span className="second">{nameOf(party)}</span>
      </h2>
      <dl className="pairs">
        <dt>{t('columns.account')}</dt>
        <dd>
          {t(`capacities.${side.capacity}`)} · <span className="id">{side.account}</span>
        </dd>
        {side.fund !== undefined && (
          <>
            <dt>{t('columns.fund')}</dt>
            <dd className="id">{side.fund.code}</dd>
            <dt>{t('drawer.custodian')}</dt>
            <dd>{nameOf(side.fund.custodian)}</dd>
          </>
        )}
        {side.lots?.map((lot, index) => (
          <div className="lot" key={`${lot.fundCode}-${index}`}>
            <dt className="id">{lot.fundCode}</dt>
            <dd>
              <Won value={lot.faceAmount} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

export function SidesSection({ trade }: { trade: TradeDetail }): ReactElement {
  const { t, say } = useText();
  const pairs: readonly (readonly [string, string])[] = [
    [t('columns.issue'), say(trade.issueName)],
    [t('columns.isin'), trade.isin],
    [t('columns.reference'), trade.reference],
    [t('drawer.dates'), `${trade.tradeDate} / ${trade.settlementDate}`],
    [t('drawer.yield'), trade.yield === undefined ? '–' : `${trade.yield}%`],
    [
      t('columns.method'),
      trade.fopReason === undefined
        ? trade.settlementMethod
        : `${trade.settlementMethod} (${trade.fopReason})`,
    ],
    ...(trade.chainId === undefined ? [] : [[t('drawer.chain'), trade.chainId] as const]),
  ];
  return (
    <section className="halves">
      <div>
        <h2>{t('drawer.terms')}</h2>
        <dl className="pairs">
          {pairs.map(([label, value]) => (
            <div className="lot" key={label}>
              <dt>{label}</dt>
              <dd className="id">{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      <div className="stack">
        <Side name="seller" side={trade.sellerSide} party={trade.seller} />
        <Side name="buyer" side={trade.buyerSide} party={trade.buyer} />
      </div>
    </section>
  );
}
