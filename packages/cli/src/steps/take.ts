import type { Place } from '@bondledger/legacy';
import type { Action, StepResult } from '@bondledger/sdk';
import type { Rejection } from '@bondledger/domain';
import type { Call } from '../command/call.js';
import { createProgress } from '../progress/progress.js';

/** What is known of one step before it is taken. */
export interface Planned extends Place {
  /** What people and scripts know it by. */
  readonly subject: Readonly<Record<string, string | readonly string[]>>;
  /** Nothing is sent where it could not be planned. */
  readonly plan: Action | Rejection;
}

/** What became of it. */
export interface Taken extends Place {
  readonly subject: Readonly<Record<string, string | readonly string[]>>;
  readonly result: TakenResult;
}

interface Named {
  readonly tradeId?: string;
  readonly chainId?: string;
}

/** Of a server that signs: it may also wait for a checker, or not know what became of it. */
export type TakenResult =
  | StepResult
  | (Named & { readonly status: 'WAITING'; readonly approvalId: string })
  | (Named & Rejection & { readonly status: 'UNKNOWN' });

/** Who takes the steps: an institution with its keys here, or its server. */
export interface Taker {
  take(
    actions: readonly Action[],
    options: { readonly onBatch: (done: Done) => void; readonly signal?: AbortSignal },
  ): Promise<readonly TakenResult[]>;
}

interface Done {
  readonly instructions: number;
}

const isAction = (plan: Action | Rejection): plan is Action => 'step' in plan;

/** Takes what was planned, in its order; what could not be planned is refused with its reason. */
export async function take(
  call: Call,
  taker: Taker,
  step: string,
  planned: readonly Planned[],
): Promise<readonly Taken[]> {
  const actions = planned.flatMap(({ plan }) => (isAction(plan) ? [plan] : []));
  const progress = createProgress(call);
  let done = 0;
  const report = (): void => {
    if (actions.length > 0) progress.update({ step, done, total: actions.length });
  };
  report();
  try {
    const { signal } = call.io;
    const results = await taker.take(actions, {
      onBatch: ({ instructions }) => {
        done += instructions;
        report();
      },
      ...(signal === undefined ? {} : { signal }),
    });
    const answers = results.values();
    return planned.map(({ plan, ...rest }): Taken => {
      if (!isAction(plan)) return { ...rest, result: { status: 'REFUSED', ...plan } };
      const result = answers.next().value ?? { status: 'REFUSED', code: 'RECEIPT_UNREADABLE' };
      return { ...rest, result };
    });
  } finally {
    progress.stop();
  }
}
