import { randomUUID } from 'node:crypto';
import { encodeTerms } from '@bondledger/domain';
import type { Consortium } from '@bondledger/consortium';
import type { ApiClient, StepRequest } from '@bondledger/sdk/api';
import type { SubmitSource } from '../submit-source.js';

export const TOGETHER = 1548;
const SENDERS = 64;
const SENDS_EACH = 8;
const LOOK_MS = 10;

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

type Submits = ReturnType<SubmitSource['take']>;

/** One way to submit; the same trades take the one and the other. */
export interface Way {
  /** Seconds until all of them are answered. */
  together(submits: Submits): Promise<number>;
  /** Sends one, and throws where it is refused. */
  one(submit: Submits[number]): Promise<void>;
  /** Waits until all that follows the ledger has followed it. */
  settled(): Promise<void>;
}

/** The SDK in this process, on a ledger of the same kind that all institutions follow. */
export function sdkWay(consortium: Consortium, seller: string): Way {
  const institution = consortium.institution(seller);
  const take = async (submits: Submits): Promise<void> => {
    const results = await institution.take(submits);
    const refused = results.find(({ status }) => status !== 'ACCEPTED');
    if (refused !== undefined) throw new Error(JSON.stringify(refused));
  };
  return {
    together: (submits) => timed(() => take(submits)),
    one: (submit) => take([submit]),
    settled: async () => {
      await Promise.all(consortium.institutions().map((each) => each.caughtUp()));
    },
  };
}

const requestOf = (submits: Submits): StepRequest => ({
  step: 'SUBMIT',
  items: submits.map(({ terms, own }) => ({ terms: encodeTerms(terms), own })),
});

/** The server, from a person's request to its answer, or to the end of its job. */
export function httpWay(client: ApiClient): Way {
  const send = async (body: StepRequest): Promise<void> => {
    const reply = await client.call('takeSteps', { body }, { idempotencyKey: randomUUID() });
    if (reply.kind === 'APPROVAL') throw new Error(reply.kind);
    if (reply.kind === 'RESULTS') {
      const refused = reply.results.find(({ status }) => status !== 'ACCEPTED');
      if (refused !== undefined) throw new Error(JSON.stringify(refused));
      return;
    }
    let { job } = reply;
    while (job.state === 'WAITING' || job.state === 'RUNNING') {
      await pause(LOOK_MS);
      job = await client.call('job', { params: { jobId: job.jobId } });
    }
    if (job.accepted !== job.total) throw new Error(JSON.stringify(job));
  };
  return {
    together: (submits) => {
      const body = requestOf(submits);
      return timed(() => send(body));
    },
    one: (submit) => send(requestOf([submit])),
    settled: () => readModelsThere(client),
  };
}

/** Waits until every institution's read model is where the ledger is. */
export async function readModelsThere(client: ApiClient): Promise<void> {
  for (;;) {
    const { height, readModel } = await client.call('monitoring', {});
    if (readModel.every((each) => each.height >= height)) return;
    await pause(LOOK_MS * LOOK_MS);
  }
}

/** Seconds that 64 senders need, each of which has one request under way at a time. */
export async function bySenders(way: Way, source: SubmitSource, seller: string): Promise<number> {
  const plans = Array.from({ length: SENDERS }, () => source.take(seller, SENDS_EACH));
  return timed(async () => {
    await Promise.all(
      plans.map(async (submits) => {
        for (const submit of submits) await way.one(submit);
      }),
    );
  });
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}
