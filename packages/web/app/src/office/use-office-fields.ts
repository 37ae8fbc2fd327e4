import type { ConditionField } from '../list/condition-bar.js';
import { useText } from '../text/use-text.js';
import { useInstitutionOptions } from '../trades/trade-fields.js';

const ROLES = ['seller', 'buyer', 'asset-manager'] as const;
const STATES = ['NEW', 'SENT', 'ON_LEDGER', 'REFUSED'] as const;

/** The conditions by which one's own books are asked. */
export function useOfficeFields(fixed: readonly string[]): readonly ConditionField[] {
  const { t } = useText();
  const institutions = useInstitutionOptions();
  const any = { value: '', label: t('conditions.any') };
  const fields: readonly ConditionField[] = [
    { name: 'tradeDateFrom', label: t('columns.tradeDate'), kind: 'date' },
    {
      name: 'counterparty',
      label: t('columns.institution'),
      kind: 'select',
      options: institutions,
    },
    {
      name: 'state',
      label: t('columns.state'),
      kind: 'select',
      options: [any, ...STATES.map((value) => ({ value, label: t(`office.states.${value}`) }))],
    },
    {
      name: 'role',
      label: t('office.role'),
      kind: 'select',
      options: [any, ...ROLES.map((value) => ({ value, label: t(`office.roles.${value}`) }))],
    },
    { name: 'isin', label: t('columns.isin'), kind: 'text' },
    { name: 'reference', label: t('columns.reference'), kind: 'text' },
    { name: 'amountFrom', label: t('conditions.amountFrom'), kind: 'amount' },
    { name: 'amountTo', label: t('conditions.amountTo'), kind: 'amount' },
  ];
  return fields.map((field) => ({ ...field, fixed: fixed.includes(field.name) }));
}
