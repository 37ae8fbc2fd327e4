import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { Approval, ItemResult } from '@bondledger/sdk/api';
import type { Api } from '../../api/client.js';
import { asProblem, type ApiProblem } from '../../api/problem.js';
import { useServices } from '../../session/context.js';
import { followJob } from '../../steps/step-run.js';

/** What becomes of an approval that somebody decided, item by item as far as it is known. */
export interface Decided {
  readonly phase: 'running' | 'done' | 'failed';
  readonly accepted: number;
  readonly refused: readonly ItemResult[];
  /** Why the decision was not taken, or its results cannot be read. */
  readonly problem?: ApiProblem;
}

type Decide = (approvals: readonly Approval[], decision: string) => void;
type Take = (results: readonly ItemResult[]) => void;
type Send = (approvalId: string, idempotencyKey: string, take: Take) => Promise<void>;

export interface Decisions {
  readonly results: ReadonlyMap<string, Decided>;
  readonly approve: Decide;
  readonly refuse: (reason: string) => Decide;
}

const BEGUN: Decided = { phase: 'running', accepted: 0, refused: [] };

/** Who picks all means those that still wait. */
export const isDecided = (decided: Decided | undefined): boolean =>
  decided !== undefined && decided.phase !== 'failed';

/** What is known once, of all items that have an answer. */
function summed(results: ReadonlyMap<number, ItemResult>): Pick<Decided, 'accepted' | 'refused'> {
  const all = [...results.values()];
  return {
    accepted: all.filter(({ status }) => status === 'ACCEPTED').length,
    refused: all.filter(({ status }) => status === 'REFUSED'),
  };
}

/** Approves, and follows the job that takes the step: its results come as they are there. */
const approving =
  (api: Api): Send =>
  async (approvalId, idempotencyKey, take) => {
    const input = { params: { approvalId }, query: { wait: 'false' } } as const;
    const { jobId } = await api.call('approve', input, { idempotencyKey });
    if (jobId !== undefined) await followJob(api, jobId, take);
  };

/** Approves or refuses one after the other and keeps what came of each. */
export function useDecisions(): Decisions {
  const { api } = useServices();
  const client = useQueryClient();
  const [results, setResults] = useState<Decisions['results']>(new Map());
  const note = (key: string, change: Partial<Decided>): void =>
    setResults((old) => new Map([...old, [key, { ...(old.get(key) ?? BEGUN), ...change }]]));
  const decide =
    (send: Send): Decide =>
    (approvals, decision) => {
      const one = async ({ approvalId }: Approval): Promise<void> => {
        const known = new Map<number, ItemResult>();
        const take: Take = (more) => {
          for (const each of more) known.set(each.index, each);
          note(approvalId, summed(known));
        };
        try {
          await send(approvalId, `${decision}-${approvalId}`.slice(0, 100), take);
          note(approvalId, { phase: 'done' });
        } catch (error) {
          note(approvalId, { phase: 'failed', problem: asProblem(error) });
        }
      };
      const all = async (): Promise<void> => {
        for (const approval of approvals) await one(approval);
        await client.invalidateQueries({ queryKey: ['summary'] });
      };
      for (const { approvalId } of approvals) note(approvalId, BEGUN);
      void all();
    };
  return {
    results,
    approve: decide(approving(api)),
    refuse: (reason) =>
      decide(async (approvalId, idempotencyKey) => {
        const input = { params: { approvalId }, body: { reason } };
        await api.call('refuse', input, { idempotencyKey });
      }),
  };
}
