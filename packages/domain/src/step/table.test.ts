import { describe, expect, it } from 'vitest';
import { STATES, STEPS, type Outcome, type State } from './step.js';
import { isFinal, STEP_TABLE } from './table.js';

const SHORT: Readonly<Record<State, string>> = {
  NONE: 'non',
  SUBMITTED: 'sub',
  MATCHED: 'mat',
  READY: 'rdy',
  CHAINED: 'chn',
  RESTRICTED: 'res',
  PAYMENT_REQUESTED: 'prq',
  PAID: 'pai',
  SETTLED: 'SET',
  REJECTED: 'REJ',
  CANCELLED: 'CAN',
  EXPIRED: 'EXP',
  FAILED: 'FAI',
};

/** `.` refused, `=` allowed with no change of state, else the new state or states. */
const cellOf = (outcome: Outcome): string => {
  switch (outcome.kind) {
    case 'to':
      return SHORT[outcome.state];
    case 'choose':
      return outcome.states.map((state) => SHORT[state]).join('|');
    case 'stay':
      return '=';
    case 'refuse':
      return '.';
  }
};

const render = (): string => {
  const rows = [
    ['', ...STATES.map((state) => SHORT[state])],
    ...STEPS.map((step) => [step, ...STATES.map((state) => cellOf(STEP_TABLE[state][step]))]),
  ];
  const widths = rows[0]?.map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) => row.map((cell, column) => cell.padEnd(widths?.[column] ?? 0)).join(' '))
    .map((line) => line.trimEnd())
    .join('\n');
};

const EXPECTED = `
                non sub     mat     rdy chn res     prq pai SET REJ CAN EXP FAI
SUBMIT          sub .       .       .   .   .       .   .   .   .   .   .   .
WITHDRAW        .   CAN     .       .   .   .       .   .   .   .   .   .   .
CONFIRM         .   mat|rdy .       .   .   .       .   .   .   .   .   .   .
REJECT          .   REJ     .       .   .   .       .   .   .   .   .   .   .
INSTRUCT        .   .       =       .   .   .       .   .   .   .   .   .   .
APPROVE         .   .       mat|rdy .   .   .       .   .   .   .   .   .   .
DECLINE         .   .       =       .   .   .       .   .   .   .   .   .   .
REQUEST_CANCEL  .   .       =       =   .   .       .   .   .   .   .   .   .
CONFIRM_CANCEL  .   .       CAN     CAN .   .       .   .   .   .   .   .   .
DROP_CANCEL     .   .       =       =   .   .       .   .   .   .   .   .   .
MERGE           .   .       .       chn .   .       .   .   .   .   .   .   .
SPLIT           .   .       .       .   rdy .       .   .   .   .   .   .   .
RESTRICT        .   .       .       res res .       .   .   .   .   .   .   .
RELEASE         .   .       .       .   .   rdy|chn .   .   .   .   .   .   .
REQUEST_PAYMENT .   .       .       .   .   prq|pai .   .   .   .   .   .   .
CONFIRM_PAYMENT .   .       .       .   .   .       pai .   .   .   .   .   .
REVOKE_PAYMENT  .   .       .       .   .   .       =   .   .   .   .   .   .
CONFIRM_REVOKED .   .       .       .   .   .       res .   .   .   .   .   .
SETTLE          .   .       .       .   .   SET     .   SET .   .   .   .   .
EXPIRE          .   EXP     EXP     .   .   .       .   .   .   .   .   .   .
FAIL            .   .       .       FAI .   FAI     .   .   .   .   .   .   .
REGRANT         .   =       =       =   =   =       =   =   =   =   =   =   =
`;

const reachable = (): Set<State> => {
  const found = new Set<State>(['NONE']);
  for (const state of found) {
    for (const step of STEPS) {
      const outcome = STEP_TABLE[state][step];
      if (outcome.kind === 'to') found.add(outcome.state);
      if (outcome.kind === 'choose') for (const next of outcome.states) found.add(next);
    }
  }
  return found;
};

describe('the step table', () => {
  it('decides every step in every state', () => {
    expect(`\n${render()}\n`).toBe(EXPECTED);
  });

  it('reaches every state', () => {
    expect([...reachable()].sort()).toEqual([...STATES].sort());
  });

  it('ends in the five final states and nowhere else', () => {
    expect(STATES.filter(isFinal)).toEqual([
      'SETTLED',
      'REJECTED',
      'CANCELLED',
      'EXPIRED',
      'FAILED',
    ]);
    for (const state of STATES.filter(isFinal)) {
      for (const step of STEPS) {
        const allowed = step === 'REGRANT' ? 'stay' : 'refuse';
        expect(STEP_TABLE[state][step].kind).toBe(allowed);
      }
    }
  });

  it('lets nothing but the answer of the central bank out of an open payment', () => {
    const ways = STEPS.filter((step) => {
      const { kind } = STEP_TABLE.PAYMENT_REQUESTED[step];
      return kind === 'to' || kind === 'choose';
    });
    expect(ways).toEqual(['CONFIRM_PAYMENT', 'CONFIRM_REVOKED']);
  });
});
