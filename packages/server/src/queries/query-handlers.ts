import { APPROVALS_LOOKED_AT } from '../limits.js';
import type { Services } from '../start/services.js';
import { settlementHandlers } from './settlement-handlers.js';
import { storyHandlers } from './story-handlers.js';
import { tradeHandlers } from './trade-handlers.js';
import type { ApprovalsOf } from './why-facts.js';

type Needed = Pick<Services, 'readModel' | 'desks' | 'work' | 'demo'>;

type QueryHandlers = ReturnType<typeof tradeHandlers> &
  ReturnType<typeof settlementHandlers> &
  ReturnType<typeof storyHandlers>;

/** Everything that is read, beside what each part of the server tells of itself. */
export function queryHandlers(services: Needed): QueryHandlers {
  const { work, demo } = services;
  const approvalsOf = async (institution: string): Promise<ApprovalsOf> => {
    const open = await work.approvals.list(institution, 'OPEN', APPROVALS_LOOKED_AT);
    return ({ tradeId, chainId }) =>
      open
        .filter(({ subjects }) => subjects.some((each) => each === tradeId || each === chainId))
        .map(({ step }) => step);
  };
  return {
    ...tradeHandlers(services),
    ...settlementHandlers(services),
    ...storyHandlers({
      ...services,
      approvalsOf,
      isQueued: (paymentNo) => demo?.consortium.wire.answerOf(paymentNo) === 'QUEUED',
    }),
  };
}
