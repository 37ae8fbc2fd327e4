import type { ReactElement } from 'react';
import type { ChainCandidate } from '@bondledger/sdk/api';
import { useNames } from '../../shell/facts.js';
import { shortWon } from '../../text/format.js';
import { useText } from '../../text/use-text.js';

/** English names are longer. */
const NODE_PX = { ko: 120, en: 188 } as const;
const NODE_HEIGHT = 34;
const GAP = 104;
const LABEL_PX = 26;
const ARC_PX = 50;
const LIFT_PX = 22;

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

type Way = 'straight' | 'over' | 'under';

/** One delivery as it is drawn. */
interface Drawn {
  readonly tradeId: string;
  readonly from: number;
  readonly to: number;
  readonly way: Way;
  readonly label: string;
  /** How many legs of the same way between the same two stand nearer. */
  readonly lift: number;
}

const wayOf = (from: number, to: number): Way => {
  if (to === from + 1) return 'straight';
  return to > from ? 'over' : 'under';
};

function drawnLegs(
  legs: ChainCandidate['legs'],
  places: readonly string[],
  labelOf: (faceAmount: string) => string,
): readonly Drawn[] {
  const seen = new Map<string, number>();
  return legs.map(({ tradeId, seller, buyer, faceAmount }) => {
    const [from, to] = [places.indexOf(seller), places.indexOf(buyer)];
    const way = wayOf(from, to);
    const name = `${way} ${from} ${to}`;
    const lift = seen.get(name) ?? 0;
    seen.set(name, lift + 1);
    return { tradeId, from, to, way, label: labelOf(faceAmount), lift };
  });
}

/** Pixels that arcs of a way need; none where there are none. */
function roomOf(drawn: readonly Drawn[], way: Way): number {
  const lifts = drawn.filter((leg) => leg.way === way).map(({ lift }) => lift);
  return lifts.length === 0 ? 0 : ARC_PX + Math.max(...lifts) * LIFT_PX;
}

interface LegProps {
  readonly leg: Drawn;
  readonly node: number;
  readonly top: number;
}

/** Straight to the next; in an arc over the others where it goes further, under them where back. */
function Leg({ leg: { from, to, way, label, lift }, node, top }: LegProps): ReactElement {
  const step = node + GAP;
  if (way === 'straight') {
    const y = top + NODE_HEIGHT / 2 + lift * 10;
    const [x1, x2] = [from * step + node, to * step - 6];
    return (
      <g>
        <path className="leg" d={`M${x1 + 1} ${y}H${x2}`} markerEnd="url(#leg-end)" />
        <text x={(x1 + x2) / 2} y={top + 6 - lift * 14} textAnchor="middle">
          {label}
        </text>
      </g>
    );
  }
  const x1 = from * step + node / 2;
  const x2 = to * step + node / 2 + (way === 'under' ? 14 : -14);
  const sign = way === 'over' ? -1 : 1;
  const edge = way === 'over' ? top : top + NODE_HEIGHT;
  const far = edge + sign * (34 + lift * LIFT_PX);
  return (
    <g>
      <path
        className="leg"
        d={`M${x1} ${edge}C${x1} ${far} ${x2} ${far} ${x2} ${edge + sign * 6}`}
        markerEnd="url(#leg-end)"
      />
      <text
        x={(x1 + x2) / 2}
        y={edge + sign * (26 + lift * 17) + (sign < 0 ? -6 : 16)}
        textAnchor="middle"
      >
        {label}
      </text>
    </g>
  );
}

function Ends(): ReactElement {
  return (
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
  );
}

/** A chain as a figure: who delivers how much to whom. */
export function ChainFigure({ legs }: { legs: ChainCandidate['legs'] }): ReactElement {
  const { t, language } = useText();
  const nameOf = useNames();
  const node = NODE_PX[language];
  const places = placesOf(legs);
  const drawn = drawnLegs(legs, places, (faceAmount) => shortWon(faceAmount, language));
  const top = Math.max(LABEL_PX, roomOf(drawn, 'over'));
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
      width={places.length * (node + GAP) - GAP + 2}
      height={top + NODE_HEIGHT + Math.max(8, roomOf(drawn, 'under'))}
      role="img"
      aria-label={label}
    >
      <Ends />
      {places.map((code, at) => (
        <g key={code}>
          <rect x={at * (node + GAP) + 1} y={top} width={node - 1} height={NODE_HEIGHT} rx="4" />
          <text
            className="who"
            x={at * (node + GAP) + node / 2}
            y={top + NODE_HEIGHT / 2 + 4}
            textAnchor="middle"
          >
            {nameOf(code)}
          </text>
        </g>
      ))}
      {drawn.map((leg) => (
        <Leg key={leg.tradeId} leg={leg} node={node} top={top} />
      ))}
    </svg>
  );
}
