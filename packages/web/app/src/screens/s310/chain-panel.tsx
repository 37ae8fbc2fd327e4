import type { ReactElement } from 'react';
import type { ChainCandidate } from '@bondledger/sdk/api';
import { Won } from '../../parts/won.js';
import { useNames } from '../../shell/facts.js';
import { useText } from '../../text/use-text.js';
import { ChainFigure } from './chain-figure.js';

interface RowsProps {
  readonly head: string;
  readonly rows: readonly { readonly name: string; readonly amount: string }[];
}

function Nets({ head, rows }: RowsProps): ReactElement {
  const { t } = useText();
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{head}</th>
          <th scope="col" className="end-cell">
            {t('s310.net')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, amount }) => (
          <tr key={name}>
            <td>{name}</td>
            <td className="end-cell">
              <Won value={amount} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The chain of the current row: its figure, and what moves before and after it is merged. */
export function ChainPanel({ chain }: { chain: ChainCandidate }): ReactElement {
  const { t, say } = useText();
  const nameOf = useNames();
  return (
    <div className="work">
      <section aria-label={t('s310.figure')}>
        <h2>
          {say(chain.issueName)} <span className="id second">{chain.isin}</span>{' '}
          <span className="second">{t(chain.circle ? 's310.circle' : 's310.path')}</span>
        </h2>
        <div className="scrolls">
          <ChainFigure legs={chain.legs} />
        </div>
        <div className="bunch wraps tops">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('s310.moves')}</th>
                <th scope="col" className="end-cell">
                  {t('s310.before')}
                </th>
                <th scope="col" className="end-cell">
                  {t('s310.after')}
                </th>
              </tr>
            </thead>
            <tbody>
              <tr>
                <td>{t('s310.units')}</td>
                <td className="end-cell">
                  <Won value={chain.unitsBefore} />
                </td>
                <td className="end-cell">
                  <Won value={chain.unitsAfter} />
                </td>
              </tr>
              <tr>
                <td>{t('s310.cash')}</td>
                <td className="end-cell">
                  <Won value={chain.cashBefore} />
                </td>
                <td className="end-cell">
                  <Won value={chain.cashAfter} />
                </td>
              </tr>
            </tbody>
          </table>
          <Nets
            head={t('columns.account')}
            rows={chain.nets.map(({ account, units }) => ({ name: account, amount: units }))}
          />
          <Nets
            head={t('s310.money')}
            rows={chain.cash.map(({ institution, amount }) => ({
              name: nameOf(institution),
              amount,
            }))}
          />
        </div>
      </section>
    </div>
  );
}
