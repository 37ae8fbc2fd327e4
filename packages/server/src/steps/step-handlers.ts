import { BondledgerError, CHECKED_STEPS } from '@bondledger/domain';
import type { Approvals } from '../approvals/approvals.js';
import type { Handlers } from '../http/handler.js';
import { requireActor } from './right-of-step.js';
import { itemsOf } from './step-item.js';
import type { Steps } from './steps.js';

/** Steps: taken at once, by a job, or after a checker's approval. */
export const stepHandlers = (services: {
  readonly steps: Steps;
  readonly approvals: Approvals;
}): Pick<Handlers, 'takeSteps'> => ({
  takeSteps: async ({ body, principal, keyed }) => {
    requireActor(body, principal.institution);
    const asker = { keyed, ...principal };
    if (CHECKED_STEPS.has(body.step)) {
      // Whoever holds a token is nobody's name: one person could make by it and then check.
      if (principal.kind === 'machine') {
        throw new BondledgerError({ code: 'PERSON_NEEDED', params: { step: body.step } });
      }
      return { kind: 'APPROVAL', approval: await services.approvals.ask(asker, body) };
    }
    return services.steps.take(asker, itemsOf(body));
  },
});
