import type { ClipboardEvent, ReactElement } from 'react';
import { tableOf } from '../../grid/table-text.js';
import { Button } from '../../parts/button.js';
import { AmountField, TextField } from '../../parts/field.js';
import { Symbol } from '../../parts/symbol.js';
import { useChecks } from '../../parts/use-checks.js';
import { shortWon, won } from '../../text/format.js';
import { useText } from '../../text/use-text.js';
import {
  draftsOfTable,
  FUND_CODE,
  isBlank,
  NO_LOT,
  ORDER_NO,
  sumOfDrafts,
  type LotDraft,
} from './lots.js';

interface EditorProps {
  readonly reference: string;
  readonly faceAmount: string;
  readonly drafts: readonly LotDraft[];
  readonly onChange: (drafts: readonly LotDraft[]) => void;
  /** Takes what was typed back: the allocation's lots. */
  readonly onReset: (() => void) | undefined;
}

/** Whether the lots add up, said while they are typed. */
function Sum({ drafts, faceAmount }: Pick<EditorProps, 'drafts' | 'faceAmount'>): ReactElement {
  const { t, language } = useText();
  const left = BigInt(faceAmount) - sumOfDrafts(drafts);
  if (left === 0n) {
    return (
      <span className="state good" role="status">
        <Symbol name="tick" />
        {t('s210.whole', { face: won(faceAmount) })}
      </span>
    );
  }
  const size = left < 0n ? -left : left;
  return (
    <span className="state stop" role="status">
      <Symbol name="differs" />
      {t(left > 0n ? 's210.missing' : 's210.over', {
        n: won(size),
        short: shortWon(size, language),
      })}
    </span>
  );
}

/** The lots of one trade: from the allocation, typed, or pasted as a table. */
export function LotsEditor(props: EditorProps): ReactElement {
  const { drafts, onChange } = props;
  const { t } = useText();
  const checks = useChecks();
  const lines = drafts.length === 0 ? [NO_LOT] : drafts;
  const put = (at: number, change: Partial<LotDraft>): void =>
    onChange(lines.map((line, place) => (place === at ? { ...line, ...change } : line)));
  const paste = (event: ClipboardEvent): void => {
    const table = tableOf(event.clipboardData.getData('text/plain'));
    if ((table[0]?.length ?? 0) < 2) return;
    event.preventDefault();
    onChange(draftsOfTable(table));
  };
  return (
    <div className="work">
      <section onPaste={paste}>
        <h2>
          {t('s210.lots')} <span className="id second">{props.reference}</span>{' '}
          <Sum drafts={lines} faceAmount={props.faceAmount} />
        </h2>
        {lines.map((line, at) => (
          <div key={at} className="bunch wraps">
            <TextField
              label={t('columns.fund')}
              value={line.fundCode}
              size={12}
              wrong={
                isBlank(line)
                  ? undefined
                  : checks.form(line.fundCode, FUND_CODE, t('s210.fundForm'))
              }
              onChange={(fundCode) => put(at, { fundCode })}
            />
            <AmountField
              label={t('columns.faceAmount')}
              value={line.amount}
              wrong={isBlank(line) || line.amount.trim() !== '' ? undefined : t('field.needed')}
              onChange={(amount) => put(at, { amount })}
            />
            <TextField
              label={t('s210.orderNo')}
              value={line.orderNo}
              size={20}
              wrong={
                line.orderNo.trim() === ''
                  ? undefined
                  : checks.form(line.orderNo, ORDER_NO, t('s210.orderForm'))
              }
              onChange={(orderNo) => put(at, { orderNo })}
            />
            <Button
              tone="bare"
              cannot={lines.length === 1 ? t('s210.oneLot') : undefined}
              onClick={() => onChange(lines.filter((_, place) => place !== at))}
            >
              {t('s210.removeLot')}
            </Button>
          </div>
        ))}
        <p className="bunch">
          <Button onClick={() => onChange([...lines, NO_LOT])}>{t('s210.addLot')}</Button>
          {props.onReset !== undefined && (
            <Button onClick={props.onReset}>{t('s210.reset')}</Button>
          )}
          <small>{t('s210.pasteHint')}</small>
        </p>
      </section>
    </div>
  );
}
