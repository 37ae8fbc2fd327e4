import type { ReactElement } from 'react';
import type { HistoryStep, TradeDetail } from '@bondledger/sdk/api';
import type { Step } from '@bondledger/domain';
import { stateTone } from '../parts/state.js';
import { clockMinute } from '../text/format.js';
import { useText } from '../text/use-text.js';

/** The line of steps: straight, but for the part where each side has steps of its own. */

interface Stop {
  readonly step: Step;
  readonly x: number;
  readonly word: string;
}

const WIDTH = 568;
const Y = 44;
const LANES = { seller: 22, buyer: 66 } as const;
const AT = { start: 36, confirm: 104, ready: 288 } as const;
const READY_STATES = new Set(['READY', 'CHAINED', 'RESTRICTED', 'PAYMENT_REQUESTED', 'PAID']);

const doneAt = (
  steps: readonly HistoryStep[],
  step: Step,
  side?: 'seller' | 'buyer',
): HistoryStep | undefined =>
  steps.findLast((each) => each.step === step && (side === undefined || each.side === side));

interface FigureProps {
  readonly trade: TradeDetail;
  readonly steps: readonly HistoryStep[];
}

function StopMark({ stop, at, tone }: { stop: Stop; at?: string; tone?: string }): ReactElement {
  const style = tone === undefined ? {} : { style: { fill: tone } };
  return (
    <g>
      <circle
        className={at === undefined ? 'dot ahead' : 'dot'}
        cx={stop.x}
        cy={Y}
        r={tone === undefined ? 4 : 7}
        {...style}
      />
      <text x={stop.x} y={Y + 44}>
        {stop.word}
      </text>
      <text className="when" x={stop.x} y={Y + 60}>
        {at ?? '–'}
      </text>
    </g>
  );
}

/** One side's own steps: instructed, approved; dashed where the side has none. */
function Lane({ side, trade, steps }: FigureProps & { side: 'seller' | 'buyer' }): ReactElement {
  const { t } = useText();
  const y = LANES[side];
  const path = `M${AT.confirm} ${Y}C${AT.confirm + 24} ${Y} ${AT.confirm + 16} ${y} ${
    AT.confirm + 40
  } ${y}H${AT.ready - 40}C${AT.ready - 16} ${y} ${AT.ready - 24} ${Y} ${AT.ready} ${Y}`;
  const isFund = trade.sides[side] !== 'NONE';
  // Above its line: under the lower one stand the words of the whole line.
  const label = y - 8;
  if (!isFund) {
    return (
      <g>
        <path className="ahead" d={path} />
        <text className="note-text" x={(AT.confirm + AT.ready) / 2} y={label}>
          {t(`drawer.noSide.${side}`)}
        </text>
      </g>
    );
  }
  const marks = [
    { step: 'INSTRUCT' as const, x: AT.confirm + 58, word: t('drawer.line.instruct') },
    { step: 'APPROVE' as const, x: AT.ready - 58, word: t('drawer.line.approve') },
  ];
  return (
    <g>
      <path d={path} />
      {marks.map(({ step, x, word }) => {
        const done = doneAt(steps, step, side);
        return (
          <g key={step}>
            <circle className={done === undefined ? 'dot ahead' : 'dot'} cx={x} cy={y} r="4" />
            <text x={x} y={label}>
              {word}
            </text>
          </g>
        );
      })}
    </g>
  );
}

export function StepsFigure({ trade, steps }: FigureProps): ReactElement {
  const { t, stateName } = useText();
  const stops: readonly Stop[] = [
    { step: 'SUBMIT', x: AT.start, word: t('drawer.line.submit') },
    { step: 'CONFIRM', x: AT.confirm, word: t('drawer.line.confirm') },
    { step: 'RESTRICT', x: 354, word: t('drawer.line.restrict') },
    { step: 'REQUEST_PAYMENT', x: 416, word: t('drawer.line.request') },
    { step: 'CONFIRM_PAYMENT', x: 476, word: t('drawer.line.pay') },
    { step: 'SETTLE', x: 534, word: t('drawer.line.settle') },
  ];
  const isForked = trade.sides.seller !== 'NONE' || trade.sides.buyer !== 'NONE';
  const isReady = READY_STATES.has(trade.state) || trade.state === 'SETTLED';
  const readyAt = steps.find(({ after }) => after === 'READY');
  const ready: Stop = { step: 'APPROVE', x: AT.ready, word: t('drawer.line.ready') };
  const timeOf = (step: HistoryStep | undefined): { at?: string } =>
    step === undefined ? {} : { at: clockMinute(step.committedAt) };
  return (
    <svg
      className="steps-figure"
      viewBox={`0 0 ${WIDTH} 108`}
      role="img"
      aria-label={t('drawer.lineLabel', { state: stateName(trade.state) })}
    >
      <path d={`M${AT.start} ${Y}H${AT.confirm}`} />
      {isForked ? (
        <>
          <Lane side="seller" trade={trade} steps={steps} />
          <Lane side="buyer" trade={trade} steps={steps} />
        </>
      ) : (
        <path d={`M${AT.confirm} ${Y}H${AT.ready}`} />
      )}
      <path className={isReady ? '' : 'ahead'} d={`M${AT.ready} ${Y}H534`} />
      <StopMark stop={ready} {...timeOf(readyAt)} />
      {stops.map((stop) => {
        const done = doneAt(steps, stop.step);
        const isLast = done !== undefined && done === steps.at(-1);
        return (
          <StopMark
            key={stop.step}
            stop={stop}
            {...timeOf(done)}
            {...(isLast ? { tone: stateTone(trade.state) } : {})}
          />
        );
      })}
    </svg>
  );
}
