/** The steps of a trade, in the order of a trade's life. */
export const STEPS = [
  'SUBMIT',
  'WITHDRAW',
  'CONFIRM',
  'REJECT',
  'INSTRUCT',
  'APPROVE',
  'DECLINE',
  'REQUEST_CANCEL',
  'CONFIRM_CANCEL',
  'DROP_CANCEL',
  'MERGE',
  'SPLIT',
  'RESTRICT',
  'RELEASE',
  'REQUEST_PAYMENT',
  'CONFIRM_PAYMENT',
  'REVOKE_PAYMENT',
  'CONFIRM_REVOKED',
  'SETTLE',
  'EXPIRE',
  'FAIL',
  'REGRANT',
] as const;

export type Step = (typeof STEPS)[number];

/** NONE is the state of a trade that is not on the ledger. */
export const STATES = [
  'NONE',
  'SUBMITTED',
  'MATCHED',
  'READY',
  'CHAINED',
  'RESTRICTED',
  'PAYMENT_REQUESTED',
  'PAID',
  'SETTLED',
  'REJECTED',
  'CANCELLED',
  'EXPIRED',
  'FAILED',
] as const;

export type State = (typeof STATES)[number];

/** A side's own progress; NONE where the side is no fund. */
export type SideStatus = 'NONE' | 'OPEN' | 'INSTRUCTED' | 'APPROVED';

export type Phase = 'OPEN' | 'CUT_OFF' | 'CLOSED';

/** Who takes a step, as the rules name them. */
export type Actor = 'SELLER' | 'BUYER' | 'PARTY' | 'ASSET_MANAGER' | 'CUSTODIAN' | 'KSD' | 'BOK';

/**
 * What a step does to a trade in a state:
 * `to` the new state; `stay` allowed with no change of state; `refuse` with STEP_NOT_ALLOWED.
 * Where the rules choose between states (`choose`), the reason stands beside them.
 */
export type Outcome =
  | { readonly kind: 'to'; readonly state: State }
  | { readonly kind: 'choose'; readonly states: readonly State[]; readonly by: string }
  | { readonly kind: 'stay' }
  | { readonly kind: 'refuse' };
