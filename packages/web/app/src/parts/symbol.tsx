import type { ReactElement, ReactNode } from 'react';

const DISC = 'M7 .9a6.1 6.1 0 1 1 0 12.2A6.1 6.1 0 0 1 7 .9z';
const CHECK = 'M3.4 7.2l1.1-1.1 1.8 1.8 3.4-3.4 1.1 1.1-4.5 4.5z';

/** The drawings of states and signs, 14 by 14. `full` parts are filled, the others are strokes. */
const DRAWINGS = {
  none: <circle cx="7" cy="7" r="5.2" strokeDasharray="2.3 1.78" />,
  submitted: (
    <>
      <circle cx="7" cy="7" r="5.2" />
      <path className="full" d="M7 1.8a5.2 5.2 0 0 0 0 10.4z" />
    </>
  ),
  matched: (
    <path className="full" d="M6.2 1.1a5.95 5.95 0 0 0 0 11.8zM7.8 1.1a5.95 5.95 0 0 1 0 11.8z" />
  ),
  ready: (
    <>
      <circle cx="7" cy="7" r="5.2" />
      <circle className="full" cx="7" cy="7" r="2.7" />
    </>
  ),
  chained: (
    <>
      <circle cx="4.7" cy="7" r="3.4" />
      <circle cx="9.3" cy="7" r="3.4" />
    </>
  ),
  restricted: (
    <>
      <rect className="full" x="2" y="6" width="10" height="7" rx="1" />
      <path d="M4.2 6.5V4.2a2.8 2.8 0 0 1 5.6 0v2.3" />
    </>
  ),
  'payment-requested': <path d="M.8 7h8.4M6 3.6 9.4 7 6 10.4M12.4 1.8v10.4" />,
  paid: (
    <path
      className="full"
      fillRule="evenodd"
      d="M7 .4 13.6 7 7 13.6.4 7zM6.2 3.7h1.6v4.1H6.2zM6.2 8.8h1.6v1.6H6.2z"
    />
  ),
  settled: <path className="full" fillRule="evenodd" d={`${DISC}${CHECK}`} />,
  rejected: (
    <>
      <rect x="1.75" y="1.75" width="10.5" height="10.5" rx="1" />
      <path d="m4.5 4.5 5 5m0-5-5 5" />
    </>
  ),
  cancelled: (
    <>
      <circle cx="7" cy="7" r="5.2" />
      <path d="m3.4 10.6 7.2-7.2" />
    </>
  ),
  expired: (
    <>
      <circle cx="7" cy="7" r="5.2" />
      <path d="M7 3.8V7l2.4 1.7" />
    </>
  ),
  failed: (
    <path
      className="full"
      fillRule="evenodd"
      d="M7 .8 13.7 13H.3zM6.2 5h1.6v4H6.2zM6.2 9.9h1.6v1.6H6.2z"
    />
  ),
  short: <path d="M7 2 13 12.4H1zM7 5.6v3.2M7 9.9v1.4" strokeLinejoin="round" />,
  tick: <path d="m2.5 7.2 3 3 6-6.2" strokeWidth="1.8" />,
  cross: <path d="m3.2 3.2 7.6 7.6m0-7.6-7.6 7.6" />,
  minus: <path d="M3 7h8" strokeWidth="2" />,
  down: <path d="m3.8 5.6 3.2 3.2 3.2-3.2" />,
  up: <path d="m3.8 8.4 3.2-3.2 3.2 3.2" />,
  calendar: <path d="M1.8 3h10.4v9.2H1.8zM1.8 6h10.4M4.5 1v3M9.5 1v3" />,
  find: (
    <>
      <circle cx="6" cy="6" r="4.2" />
      <path d="m9.2 9.2 3.6 3.6" />
    </>
  ),
  differs: <path d="M2 5h10M2 9h10M9.5 1.5l-5 11" />,
} as const satisfies Readonly<Record<string, ReactNode>>;

export type SymbolName = keyof typeof DRAWINGS;

/** Never alone: a word beside it says the same. */
export function Symbol({ name, tone }: { name: SymbolName; tone?: string }): ReactElement {
  return (
    <svg
      className="symbol"
      viewBox="0 0 14 14"
      aria-hidden="true"
      {...(tone === undefined ? {} : { style: { color: tone } })}
    >
      {DRAWINGS[name]}
    </svg>
  );
}
