import type { ReactElement } from 'react';
import type { ChainCandidate } from '@bondledger/sdk/api';
import { useNames } from '../../shell/facts.js';
import { shortWon } from '../../text/format.js';
import { useText } from '../../text/use-text.js';

const NODE_WIDTH = 116;
const NODE_HEIGHT = 34;
const GAP = 104;
const TOP = 26;
const STEP = NODE_WIDTH + GAP;

/** Institutions in the order in which the securities pass through them. */
function placesOf(legs: ChainCandidate['legs']): readonly string[] {
  const sellers = new Set(legs.map(({ seller }) => seller));
  const buyers = new Set(legs.map(({ buyer }) => buyer));
  const first = [...sellers].find((code) => !buyers.has(code)) ?? legs[0]?.seller ?? '';
  const order = [first];
  for (let at = 0; at < order.length; at += 1) {
    for (const { seller, buyer } of legs) {
      if (seller === order[at] && !order.includes(buyer)) order.push(buyer);
    }
  }
  for (const { seller, buyer } of legs) {
    for (const code of [seller, buyer]) if (!order.includes(code)) order.push(code);
  }
  return order;
}

interface LegProps {
  readonly from: number;
  readonly to: number;
  readonly label: string;
  /** How many legs between the same two stand above this one. */
  readonly lift: number;
}

/** One delivery: straight to the next, in an arc under the others where it goes further or back. */
function Leg({ from, to, label, lift }: LegProps): ReactElement {
  const y = TOP + NODE_HEIGHT / 2;
  if (to === from + 1) {
    const x1 = from * STEP + NODE_WIDTH;
    const x2 = to * STEP - 6;
    return (
      <g>
        <path className="leg" d={`M${x1} ${y + lift * 8}H${x2}`} markerEnd="url(#leg-end)" />
        <text x={(x1 + x2) / 2} y={TOP - 6 + lift * 12} textAnchor="middle">
          {label}
        </text>
      </g>
    );
  }
  const x1 = from * STEP + NODE_WIDTH / 2;
  const x2 = to * STEP + NODE_WIDTH / 2;
  const bottom = TOP + NODE_HEIGHT;
  const depth = bottom + 30 + lift * 16;
  return (
    <g>
      <path
        className="leg"
        d={`M${x1} ${bottom}C${x1} ${depth + 14} ${x2} ${depth + 14} ${x2} ${bottom + 6}`}
        markerEnd="url(#leg-end)"
      />
      <text x={(x1 + x2) / 2} y={depth + 16} textAnchor="middle">
        {label}
      </text>
    </g>
  );
}

/** A chain as a figure: who delivers how much to whom. */
export function ChainFigure({ legs }: { legs: ChainCandidate['legs'] }): ReactElement {
  const { t, language } = useText();
  const nameOf = useNames();
  const places = placesOf(legs);
  const seen = new Map<string, number>();
  const isStraight = legs.every(
    ({ seller, buyer }) => places.indexOf(buyer) === places.indexOf(seller) + 1,
  );
  const label = legs
    .map(({ seller, buyer, faceAmount }) =>
      t('s310.leg', {
        seller: nameOf(seller),
        buyer: nameOf(buyer),
        face: shortWon(faceAmount, language),
      }),
    )
    .join(', ');
  return (
    <svg
      className="chain-figure"
      width={places.length * STEP - GAP + 2}
      height={TOP + NODE_HEIGHT + (isStraight ? 8 : 70)}
      role="img"
      aria-label={label}
    >
      <defs>
        <marker
          id="leg-end"
          viewBox="0 0 8 8"
          refX="6"
          refY="4"
          markerWidth="8"
          markerHeight="8"
          orient="auto"
        >
          <path className="leg-end" d="M0 0 8 4 0 8z" />
        </marker>
      </defs>
      {places.map((code, at) => (
        <g key={code}>
          <rect x={at * STEP + 1} y={TOP} width={NODE_WIDTH} height={NODE_HEIGHT} rx="4" />
          <text
            className="who"
            x={at * STEP + NODE_WIDTH / 2}
            y={TOP + NODE_HEIGHT / 2 + 4}
            textAnchor="middle"
          >
            {nameOf(code)}
          </text>
        </g>
      ))}
      {legs.map(({ tradeId, seller, buyer, faceAmount }) => {
        const name = `${seller} ${buyer}`;
        const lift = seen.get(name) ?? 0;
        seen.set(name, lift + 1);
        return (
          <Leg
            key={tradeId}
            from={places.indexOf(seller)}
            to={places.indexOf(buyer)}
            label={shortWon(faceAmount, language)}
            lift={lift}
          />
        );
      })}
    </svg>
  );
}
