import type { Approvals } from '../approvals/approvals.js';
import type { Handlers } from '../http/handler.js';
import { CHECKED_STEPS, requireActor } from './right-of-step.js';
import { itemsOf } from './step-item.js';
import type { Steps } from './steps.js';

/** Steps: taken at once, by a job, or after a checker's approval. */
export const stepHandlers = (services: {
  readonly steps: Steps;
  readonly approvals: Approvals;
}): Pick<Handlers, 'takeSteps'> => ({
  takeSteps: async ({ body, principal, idempotencyKey }) => {
    requireActor(body, principal.institution);
    const asker = { ...principal, idempotencyKey };
    if (CHECKED_STEPS.has(body.step)) {
      return { kind: 'APPROVAL', approval: await services.approvals.ask(asker, body) };
    }
    return services.steps.take(asker, itemsOf(body));
  },
});
