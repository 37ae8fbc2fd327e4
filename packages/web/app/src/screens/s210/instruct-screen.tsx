import { useMemo, useState, type ReactElement } from 'react';
import type { TradeRow } from '@bondledger/sdk/api';
import { TradeDrawer } from '../../drawer/trade-drawer.js';
import type { Column } from '../../grid/column.js';
import type { Values } from '../../list/conditions.js';
import { useOpenTradeId } from '../../list/use-open-trade.js';
import { Symbol } from '../../parts/symbol.js';
import type { Action } from '../../steps/action-bar.js';
import { useAmounts, useSigns } from '../../steps/facts.js';
import { useObstacle } from '../../steps/obstacle.js';
import { StepList } from '../../steps/step-list.js';
import type { StepRun } from '../../steps/step-run.js';
import { count } from '../../text/format.js';
import { useText, type Text } from '../../text/use-text.js';
import { tradeKey } from '../../trades/trade-columns.js';
import { mySides } from '../../trades/my-sides.js';
import { useComparisons, type ConfirmRow } from '../s130/comparisons.js';
import { draftsOf, lotsOf, type LotDraft } from './lots.js';
import { LotsEditor } from './lots-editor.js';

const FILTER: Values = { waitsForStep: 'INSTRUCT', waitsForMe: 'true', state: 'MATCHED' };
const WITHOUT = ['rail', 'next', 'settlementNo'];

/** What was typed, by trade; a trade that is not here has the allocation's lots. */
type Edits = ReadonlyMap<string, readonly LotDraft[]>;

const draftsFor = (row: ConfirmRow, edits: Edits): readonly LotDraft[] =>
  edits.get(tradeKey(row)) ?? draftsOf(row.comparison?.own?.lots ?? []);

const lotsColumn = ({ t }: Text, edits: Edits): Column<ConfirmRow> => ({
  id: 'lots',
  title: t('s210.lots'),
  width: 130,
  pin: 'start',
  rank: 0,
  draw: (row) => {
    const drafts = draftsFor(row, edits);
    const lots = lotsOf(drafts, row.faceAmount);
    if (lots !== undefined) {
      return (
        <span className="state second">
          <Symbol name="tick" />
          {t('s210.ready', { n: count(lots.length) })}
        </span>
      );
    }
    return (
      <span className="state care">
        <Symbol name={drafts.length === 0 ? 'none' : 'differs'} />
        {t(drafts.length === 0 ? 's210.noAllocation' : 's210.notWhole')}
      </span>
    );
  },
  text: (row) =>
    draftsFor(row, edits)
      .map(({ fundCode, amount }) => `${fundCode} ${amount}`)
      .join('; '),
});

/** Instructs what has lots that add up. */
const actionsWith =
  (edits: Edits) =>
  (picked: readonly ConfirmRow[], run: StepRun): readonly Action[] => {
    const { t } = useText();
    const obstacle = useObstacle(run);
    const signs = useSigns();
    const ready = picked.flatMap((row) => {
      const lots = lotsOf(draftsFor(row, edits), row.faceAmount);
      return lots === undefined
        ? []
        : mySides(row, 'INSTRUCT').map((side) => ({
            row,
            item: { tradeId: row.tradeId, side, lots },
          }));
    });
    const amounts = useAmounts(ready.map(({ row }) => row));
    const left = picked.length - new Set(ready.map(({ row }) => row)).size;
    const n = count(ready.length);
    const without = { label: t('act.without'), text: t('s210.left', { n: count(left) }) };
    return [
      {
        id: 'instruct',
        label: t('s210.instruct', { n }),
        key: 'act',
        tone: 'go',
        cannot: obstacle(ready.length),
        title: t('s210.will', { n }),
        facts: [
          amounts,
          ...(left === 0 ? [] : [without]),
          { label: t('act.next'), text: t('s210.after') },
          signs,
        ],
        run: (decision) => {
          const items = ready.map(({ item }) => item);
          const keys = ready.map(({ row }) => tradeKey(row));
          run.run({ body: { step: 'INSTRUCT', items }, keys }, decision);
        },
      },
    ];
  };

/** 210: for the asset manager: a fund's trade, divided into lots, for the custodian. */
export function InstructScreen(): ReactElement {
  const text = useText();
  const { t, language } = text;
  const [open, setOpen] = useOpenTradeId();
  const [edits, setEdits] = useState<Edits>(new Map());
  const more = useMemo(() => [lotsColumn(text, edits)], [language, edits]);
  const useActions = useMemo(() => actionsWith(edits), [edits]);
  const edit = (row: TradeRow, drafts: readonly LotDraft[] | undefined): void =>
    setEdits((old) => {
      const next = new Map(old);
      if (drafts === undefined) next.delete(tradeKey(row));
      else next.set(tradeKey(row), drafts);
      return next;
    });
  return (
    <div className="with-drawer">
      <StepList<ConfirmRow>
        screen="s210"
        name="instruct"
        filter={FILTER}
        without={WITHOUT}
        more={more}
        useRowsWith={useComparisons}
        useActions={useActions}
        panel={(current) =>
          current !== undefined && (
            <LotsEditor
              reference={current.reference}
              faceAmount={current.faceAmount}
              drafts={draftsFor(current, edits)}
              onChange={(drafts) => edit(current, drafts)}
              onReset={edits.has(tradeKey(current)) ? () => edit(current, undefined) : undefined}
            />
          )
        }
        nothing={t('s210.nothing')}
        open={open}
        onOpen={setOpen}
      />
      {open !== '' && <TradeDrawer tradeId={open} onClose={() => setOpen('')} />}
    </div>
  );
}
