import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { STATES, STEPS, type State } from '@bondledger/domain';
import type { ConditionField } from '../list/condition-bar.js';
import { useServices } from '../session/context.js';
import { useText } from '../text/use-text.js';

interface Option {
  readonly value: string;
  readonly label: string;
}

/** Institutions with whom one may have traded. */
export function useInstitutionOptions(): readonly Option[] {
  const { api } = useServices();
  const { t, language } = useText();
  const { data } = useQuery({
    queryKey: ['participants'],
    queryFn: () => api.call('participants', {}),
    staleTime: Infinity,
  });
  return useMemo(
    () => [
      { value: '', label: t('conditions.any') },
      ...(data?.participants ?? []).map(({ code, name }) => ({
        value: code,
        label: name[language],
      })),
    ],
    [data, language, t],
  );
}

const stateOptions = (
  any: string,
  states: readonly State[],
  nameOf: (state: State) => string,
): readonly Option[] => [
  { value: '', label: any },
  ...states.map((state) => ({ value: state, label: nameOf(state) })),
];

const FILTERED_STATES = STATES.filter((state) => state !== 'NONE');

/** The conditions that lists of trades have in common; the settlement date always stands there. */
export function useTradeFields(fixed: readonly string[]): readonly ConditionField[] {
  const { t, stateName, stepName } = useText();
  const institutions = useInstitutionOptions();
  const fields: readonly ConditionField[] = [
    { name: 'settlementDateFrom', label: t('columns.settlementDate'), kind: 'date' },
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
      options: stateOptions(t('conditions.any'), FILTERED_STATES, stateName),
    },
    { name: 'isin', label: t('columns.isin'), kind: 'text' },
    { name: 'reference', label: t('columns.reference'), kind: 'text' },
    { name: 'amountFrom', label: t('conditions.amountFrom'), kind: 'amount' },
    { name: 'amountTo', label: t('conditions.amountTo'), kind: 'amount' },
    { name: 'account', label: t('columns.account'), kind: 'text' },
    { name: 'fund', label: t('columns.fund'), kind: 'text' },
    {
      name: 'settlementMethod',
      label: t('columns.method'),
      kind: 'select',
      options: [
        { value: '', label: t('conditions.any') },
        { value: 'DVP', label: 'DVP' },
        { value: 'FOP', label: 'FOP' },
      ],
    },
    {
      name: 'late',
      label: t('next.late'),
      kind: 'select',
      options: [
        { value: '', label: t('conditions.any') },
        { value: 'true', label: t('next.late') },
      ],
    },
    {
      name: 'waitsForStep',
      label: t('conditions.waitsForStep'),
      kind: 'select',
      options: [
        { value: '', label: t('conditions.any') },
        ...STEPS.map((step) => ({ value: step, label: stepName(step) })),
      ],
    },
  ];
  return fields.map((field) => ({ ...field, fixed: fixed.includes(field.name) }));
}
