import { useCallback, useMemo, useRef, useState } from 'react';
import type { Approval, ItemResult, Job, StepReply } from '@bondledger/sdk/api';
import { newIdempotencyKey, type Api } from '../api/client.js';
import { asProblem, type ApiProblem } from '../api/problem.js';
import { JOB_PAGE, JOB_POLL_MS, REQUESTS_AT_ONCE } from '../limits.js';
import { useServices } from '../session/context.js';
import { inParts, type StepWork } from './step-work.js';

const ask = (api: Api, work: StepWork, idempotencyKey: string): Promise<StepReply> =>
  'body' in work
    ? api.call('takeSteps', { body: work.body }, { idempotencyKey })
    : api.call('submitOffice', { body: { officeIds: work.officeIds } }, { idempotencyKey });

/** What became of a row; UNKNOWN and WAITING are not final. */
export type RowResult = Pick<ItemResult, 'status' | 'code' | 'sentence'>;

export interface StepRun {
  readonly phase: 'idle' | 'running' | 'done';
  readonly results: ReadonlyMap<string, RowResult>;
  /** It waits for a second person now. */
  readonly approval: Approval | undefined;
  /** The request as a whole was not taken. */
  readonly problem: ApiProblem | undefined;
  /** @param decision of one unfolding: a second press of the same button sends nothing new. */
  readonly run: (work: StepWork, decision: string) => void;
  readonly clear: () => void;
}

const sleep = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

type Take = (results: readonly ItemResult[]) => void;

/** Reads the results of a job as they come, until it has ended. */
export async function followJob(api: Api, jobId: Job['jobId'], take: Take): Promise<void> {
  let cursor: string | undefined;
  for (;;) {
    const query = { cursor, limit: JOB_PAGE };
    const page = await api.call('jobResults', { params: { jobId }, query });
    take(page.items);
    if (page.next !== undefined) {
      cursor = page.next;
      continue;
    }
    const job = await api.call('job', { params: { jobId } });
    const isOver = job.state === 'DONE' || job.state === 'STOPPED';
    if (isOver && job.done <= job.accepted + job.refused) {
      const rest = await api.call('jobResults', { params: { jobId }, query });
      take(rest.items);
      if (rest.next === undefined) return;
    } else if (isOver) return;
    await sleep(JOB_POLL_MS);
  }
}

/**
 * Sends the parts of an action in their order, some at a time. Where one is not taken, nothing more
 * is sent, and what is on its way is waited for.
 *
 * @throws what the first part threw that was not taken
 */
async function sendAll(
  parts: readonly StepWork[],
  decision: string,
  send: (part: StepWork, idempotencyKey: string) => Promise<void>,
): Promise<void> {
  const left = [...parts.entries()];
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [at, part] = next;
      await send(part, at === 0 ? decision : `${decision}-${at}`).catch((error: unknown) => {
        left.length = 0;
        throw error;
      });
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: REQUESTS_AT_ONCE }, work));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

const WAITING: RowResult = { status: 'WAITING' };

/** Takes a step on rows and keeps what became of each. */
export function useStepRun(): StepRun {
  const { api } = useServices();
  const [phase, setPhase] = useState<StepRun['phase']>('idle');
  const [results, setResults] = useState<ReadonlyMap<string, RowResult>>(new Map());
  const [approval, setApproval] = useState<Approval>();
  const [problem, setProblem] = useState<ApiProblem>();
  const taken = useRef('');

  const send = useCallback(
    async (work: StepWork, idempotencyKey: string): Promise<void> => {
      const { keys } = work;
      const take: Take = (more) =>
        setResults((old) => {
          const next = new Map(old);
          for (const { index, ...result } of more) next.set(keys[index] ?? '', result);
          return next;
        });
      const reply = await ask(api, work, idempotencyKey);
      if (reply.kind === 'RESULTS') take(reply.results);
      else if (reply.kind === 'JOB') await followJob(api, reply.job.jobId, take);
      else {
        setApproval(reply.approval);
        setResults(new Map());
      }
    },
    [api],
  );

  const run = useCallback(
    (work: StepWork, decision: string) => {
      if (taken.current === decision) return;
      taken.current = decision;
      setPhase('running');
      setProblem(undefined);
      setApproval(undefined);
      setResults(new Map(work.keys.map((key) => [key, WAITING])));
      const end = (error?: unknown): void => {
        setPhase('done');
        if (error === undefined) return;
        setProblem(asProblem(error));
        // Nothing is known of rows without an answer.
        setResults((old) => new Map([...old].filter(([, { status }]) => status !== 'WAITING')));
      };
      sendAll(inParts(work), decision, send).then(() => end(), end);
    },
    [send],
  );

  const clear = useCallback(() => {
    setPhase('idle');
    setResults(new Map());
    setApproval(undefined);
    setProblem(undefined);
  }, []);

  return useMemo(
    () => ({ phase, results, approval, problem, run, clear }),
    [phase, results, approval, problem, run, clear],
  );
}

/** A key for one decision: made when a confirmation unfolds. */
export const newDecision = newIdempotencyKey;
