import type { ReactElement } from 'react';
import type { OwnSide } from '@bondledger/sdk/api';
import { Choice } from '../../parts/button.js';
import { SelectField, TextField } from '../../parts/field.js';
import { Symbol } from '../../parts/symbol.js';
import { useNames } from '../../shell/facts.js';
import { won } from '../../text/format.js';
import { useText } from '../../text/use-text.js';
import { useInstitutionOptions } from '../../trades/trade-fields.js';
import type { ConfirmRow } from './comparisons.js';
import { isAccountLike, isFundCode, type TypedSide } from './own-side.js';

const COMPARED = [
  ['isin', 'columns.isin'],
  ['faceAmount', 'columns.faceAmount'],
  ['unitPrice', 'columns.unitPrice'],
  ['settlementAmount', 'columns.settlementAmount'],
  ['settlementDate', 'columns.settlementDate'],
  ['settlementMethod', 'columns.method'],
] as const;

const AMOUNTS = new Set<string>(['faceAmount', 'unitPrice', 'settlementAmount']);
const shown = (field: string, value: string): string => (AMOUNTS.has(field) ? won(value) : value);

/** The current row beside one's own books, field by field. */
export function CompareTable({ row }: { row: ConfirmRow }): ReactElement {
  const { t } = useText();
  const nameOf = useNames();
  const own = row.comparison?.own;
  const differences = new Set(row.comparison?.differences);
  return (
    <section>
      <h2>
        {t('columns.compared')} <span className="id second">{row.reference}</span>{' '}
        <span className="second">{nameOf(row.seller)}</span>
      </h2>
      {own === undefined ? (
        <p className="second">{t('s130.noneNext')}</p>
      ) : (
        <table className="table compare">
          <thead>
            <tr>
              <th scope="col">{t('s130.field')}</th>
              <th scope="col" className="end-cell">
                {t('s130.submitted')}
              </th>
              <th scope="col" className="end-cell">
                {t('s130.ours')}
              </th>
              <th scope="col" className="end-cell">
                {t('s130.difference')}
              </th>
            </tr>
          </thead>
          <tbody>
            {COMPARED.map(([field, label]) => {
              const differs = differences.has(field);
              return (
                <tr key={field} className={differs ? '' : 'second'}>
                  <th scope="row">{t(label)}</th>
                  <td className="end-cell">{shown(field, row[field])}</td>
                  <td className="end-cell">
                    {differs ? <mark>{shown(field, own.terms[field])}</mark> : '〃'}
                  </td>
                  <td className="end-cell">
                    {differs ? (
                      <b className="state">
                        <Symbol name="differs" />
                        {t('s130.differ')}
                      </b>
                    ) : (
                      t('s130.equal')
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </section>
  );
}

interface OwnSideProps {
  readonly typed: TypedSide;
  readonly onChange: (typed: TypedSide) => void;
  readonly current: OwnSide | undefined;
}

/** Account, capacity and fund with which is confirmed; the books' own where nothing is typed. */
export function OwnSidePanel({ typed, onChange, current }: OwnSideProps): ReactElement {
  const { t } = useText();
  const institutions = useInstitutionOptions();
  const set = (change: Partial<TypedSide>): void => onChange({ ...typed, ...change });
  return (
    <section className="own-side">
      <h2>{t('s130.adds')}</h2>
      <p className="second">
        {current === undefined
          ? t('s130.addsNone')
          : t('s130.addsBooks', {
              account: current.account,
              capacity: t(`capacities.${current.capacity}`),
            })}
      </p>
      <div className="bunch wraps">
        <TextField
          above
          label={t('s130.otherAccount')}
          value={typed.account}
          size={20}
          fault={isAccountLike(typed.account) ? undefined : t('s130.noAccount')}
          onChange={(account) => set({ account })}
        />
        <span className="field above">
          <span className="label">{t('s130.capacity')}</span>
          <Choice
            label={t('s130.capacity')}
            value={typed.capacity}
            options={(['PROP', 'CLIENT', 'TRUST'] as const).map((value) => ({
              value,
              label: t(`capacities.${value}`),
            }))}
            onChange={(capacity) => set({ capacity })}
          />
        </span>
      </div>
      {typed.capacity === 'TRUST' && (
        <div className="bunch wraps">
          <TextField
            above
            label={t('columns.fund')}
            value={typed.fund}
            size={12}
            fault={typed.fund === '' || isFundCode(typed.fund) ? undefined : t('s210.fundForm')}
            wrong={typed.fund === '' && typed.account !== '' ? t('field.needed') : undefined}
            onChange={(fund) => set({ fund })}
          />
          <SelectField
            above
            label={t('drawer.assetManager')}
            value={typed.assetManager}
            options={institutions}
            onChange={(assetManager) => set({ assetManager })}
          />
          <SelectField
            above
            label={t('drawer.custodian')}
            value={typed.custodian}
            options={institutions}
            onChange={(custodian) => set({ custodian })}
          />
        </div>
      )}
    </section>
  );
}
