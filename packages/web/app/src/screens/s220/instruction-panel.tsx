import type { ReactElement } from 'react';
import type { TradeRow } from '@bondledger/sdk/api';
import { Symbol } from '../../parts/symbol.js';
import { Won } from '../../parts/won.js';
import { useNames } from '../../shell/facts.js';
import { useText } from '../../text/use-text.js';
import { mySides } from '../../trades/my-sides.js';

/** What the manager instructed, beside the trade: funds, lots, and whether they add up. */
export function InstructionPanel({ row }: { row: TradeRow }): ReactElement {
  const { t } = useText();
  const nameOf = useNames();
  return (
    <div className="work">
      {mySides(row, 'APPROVE').map((side) => {
        const seen = side === 'seller' ? row.sellerSide : row.buyerSide;
        const lots = seen?.lots ?? [];
        const sum = lots.reduce((all, { faceAmount }) => all + BigInt(faceAmount), 0n);
        const isWhole = sum === BigInt(row.faceAmount);
        return (
          <section key={side}>
            <h2>
              {t('s220.instruction')} <span className="id second">{row.reference}</span>{' '}
              <span className="second">
                {t(side === 'seller' ? 'columns.seller' : 'columns.buyer')}{' '}
                {seen?.fund !== undefined && nameOf(seen.fund.assetManager)} {seen?.account}
              </span>
            </h2>
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{t('columns.fund')}</th>
                  <th scope="col">{t('s210.orderNo')}</th>
                  <th scope="col" className="end-cell">
                    {t('columns.faceAmount')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {lots.map(({ fundCode, faceAmount, orderNo }, at) => (
                  <tr key={at}>
                    <td className="id">{fundCode}</td>
                    <td className="id">{orderNo ?? '–'}</td>
                    <td className="end-cell">
                      <Won value={faceAmount} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            <p className={isWhole ? 'state good' : 'state stop'}>
              <Symbol name={isWhole ? 'tick' : 'differs'} />
              {t(isWhole ? 's220.whole' : 's220.notWhole')}
            </p>
          </section>
        );
      })}
    </div>
  );
}
