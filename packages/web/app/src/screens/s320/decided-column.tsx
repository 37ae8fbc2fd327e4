import type { ReactElement } from 'react';
import type { Approval } from '@bondledger/sdk/api';
import type { Column } from '../../grid/column.js';
import { Symbol } from '../../parts/symbol.js';
import { count } from '../../text/format.js';
import { useText, type Text } from '../../text/use-text.js';
import type { Decided } from './use-decisions.js';

const wordsOf = ({ t }: Text, { items }: Approval, decided: Decided): string => {
  const { phase, accepted, refused } = decided;
  if (phase === 'failed') return t('results.refused');
  const done = accepted + refused.length;
  if (phase === 'running') return t('approvals.progress', { done: count(done), all: count(items) });
  // A refusal of the whole has no items.
  return done === 0 ? t('results.accepted') : t('results.acceptedCount', { n: count(accepted) });
};

function DecidedCell({ row, decided }: { row: Approval; decided: Decided }): ReactElement {
  const text = useText();
  const { phase, refused } = decided;
  const words = wordsOf(text, row, decided);
  if (phase === 'running') {
    return (
      <span className="state second num">
        <Symbol name="none" />
        {words}
      </span>
    );
  }
  const isGood = phase === 'done' && (decided.accepted > 0 || refused.length === 0);
  return (
    <>
      {(isGood || phase === 'failed') && (
        <b className={isGood ? 'state good' : 'state stop'}>
          <Symbol name={isGood ? 'tick' : 'cross'} />
          {words}
        </b>
      )}
      {refused.length > 0 && (
        <b className="state stop">
          <Symbol name="cross" />
          {text.t('results.refusedCount', { n: count(refused.length) })}
        </b>
      )}
    </>
  );
}

/** Stands first while there are results: how far an approved step is, and what came of it. */
export const decidedColumn = (
  results: ReadonlyMap<string, Decided>,
  text: Text,
): Column<Approval> => ({
  id: 'result',
  title: text.t('results.title'),
  width: 212,
  pin: 'start',
  rank: 0,
  draw: (row) => {
    const decided = results.get(row.approvalId);
    return decided === undefined ? null : <DecidedCell row={row} decided={decided} />;
  },
  text: (row) => {
    const decided = results.get(row.approvalId);
    return decided === undefined ? '' : wordsOf(text, row, decided);
  },
});

/** Under an approval: why the decision was not taken, or why how many of its items were refused. */
export function refusalsOf(
  decided: Decided | undefined,
  { t, language }: Text,
): string | undefined {
  if (decided === undefined) return undefined;
  const { problem, refused } = decided;
  if (problem !== undefined) return `${problem.code} ${problem.sentence[language]}`;
  if (refused.length === 0) return undefined;
  const codes = [...new Set(refused.map(({ code = '' }) => code))];
  return codes
    .map((code) => {
      const items = refused.filter((each) => each.code === code);
      const sentence = items[0]?.sentence?.[language] ?? '';
      return t('approvals.refusedBy', { code, n: count(items.length), sentence });
    })
    .join(' · ');
}
