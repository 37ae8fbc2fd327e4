import type { Handlers } from '../http/handler.js';
import type { Approvals } from './approvals.js';

/** Maker and checker. */
export const approvalHandlers = ({
  approvals,
}: {
  readonly approvals: Approvals;
}): Pick<Handlers, 'approvals' | 'approve' | 'refuse'> => ({
  approvals: async ({ principal, query }) => ({
    approvals: [...(await approvals.list(principal.institution, query.state, query.limit))],
  }),
  approve: ({ principal, params, query, keyed }) =>
    approvals.approve({ keyed, ...principal }, params.approvalId, query.wait ?? true),
  refuse: ({ principal, params, body, keyed }) =>
    approvals.refuse({ keyed, ...principal }, params.approvalId, body.reason),
});
