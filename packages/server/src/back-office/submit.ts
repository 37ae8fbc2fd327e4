import { encodeTerms, type Rejection } from '@bondledger/domain';
import type { OfficeRow } from '@bondledger/legacy';
import type { ItemResult, Job, StepReply } from '@bondledger/sdk/api';
import type { Jobs } from '../jobs/jobs.js';
import { workId, type Asker } from '../jobs/work-id.js';
import { itemsOf } from '../steps/step-item.js';
import type { Steps } from '../steps/steps.js';
import type { Offices } from './offices.js';
import { bilingual } from './office-trade.js';

interface SubmitParts {
  readonly offices: Offices;
  readonly steps: Steps;
  readonly jobs: Pick<Jobs, 'find'>;
}

/**
 * Submits entries of the books. Each is marked as sent before it is, so that of two who submit the
 * same one does; where nothing was sent, it is put back. The mark and the job have one name: a
 * write that is sent again after a crash goes on with what it had marked.
 *
 * @throws BondledgerError of Steps.take: then nothing was sent
 */
export function submitOffice(
  parts: SubmitParts,
  asker: Asker,
  officeIds: readonly string[],
): Promise<StepReply> {
  const submission = workId('job', asker.keyed);
  return parts.offices.submitting(submission, () => submit(parts, asker, officeIds, submission));
}

async function submit(
  { offices, steps, jobs }: SubmitParts,
  asker: Asker,
  officeIds: readonly string[],
  submission: string,
): Promise<StepReply> {
  const store = await offices.of(asker.institution);
  const wanted = [...new Set(officeIds)];
  const rows = new Map((await store.rows(wanted)).map((row) => [row.officeId, row]));
  const own = [...rows.values()].filter((row) => row.submission === submission);
  const replyOfJob = (job: Job, inJob: ReadonlySet<string>): StepReply => {
    const refusals = wanted.flatMap((officeId, index) =>
      inJob.has(officeId) ? [] : [{ ...refusedAs(officeId, rows.get(officeId)), index }],
    );
    return { kind: 'JOB', job, ...(refusals.length === 0 ? {} : { refused: refusals }) };
  };
  const job = await jobs.find(asker.institution, submission);
  if (job !== undefined) return replyOfJob(job, new Set(own.map(({ officeId }) => officeId)));
  const fit = wanted.filter((officeId) => refusalOf(officeId, rows.get(officeId)) === undefined);
  const marked = [
    ...own.filter(({ state }) => state !== 'REFUSED'),
    ...(await store.markSent(fit, submission, asker.name)),
  ];
  const items = itemsOf({
    step: 'SUBMIT',
    items: marked.flatMap(({ terms, own: side }) =>
      side === undefined ? [] : [{ terms: encodeTerms(terms), own: { ...side } }],
    ),
  });
  const results = new Map<string, Omit<ItemResult, 'index'>>();
  if (items.length > 0) {
    const reply = await steps
      .take(asker, items, 'SUBMIT_BACK_OFFICE')
      .catch(async (error: unknown) => {
        await store.applyOutcomes(
          marked.map(({ terms }) => ({ ...terms, status: 'PUT_BACK', submission })),
        );
        throw error;
      });
    if (reply.kind === 'JOB') {
      return replyOfJob(reply.job, new Set(marked.map(({ officeId }) => officeId)));
    }
    await offices.answer(store, items, reply.results, submission);
    for (const [at, { officeId }] of marked.entries()) {
      const result = reply.results[at];
      if (result !== undefined) results.set(officeId, result);
    }
  }
  return {
    kind: 'RESULTS',
    results: wanted.map((officeId, index) => ({
      ...(results.get(officeId) ?? refusedAs(officeId, rows.get(officeId))),
      index,
    })),
  };
}

const sent = (office: string): Rejection => ({ code: 'OFFICE_TRADE_SENT', params: { office } });

/** Of two who submit the same entry at once, one is told that it is sent already. */
const refusedAs = (officeId: string, row: OfficeRow | undefined): Omit<ItemResult, 'index'> =>
  refused(refusalOf(officeId, row) ?? sent(officeId));

/** Why an entry cannot be submitted; undefined where it can. */
function refusalOf(officeId: string, row: OfficeRow | undefined): Rejection | undefined {
  if (row === undefined) return { code: 'OFFICE_TRADE_UNKNOWN', params: { office: officeId } };
  if (row.role !== 'seller') return { code: 'PARTY_NOT_ALLOWED' };
  if (row.state === 'SENT' || row.state === 'ON_LEDGER') return sent(officeId);
  return row.own === undefined
    ? { code: 'FIELD_MISSING', params: { field: 'account' } }
    : undefined;
}

const refused = (rejection: Rejection): Omit<ItemResult, 'index'> => ({
  status: 'REFUSED',
  code: rejection.code,
  ...(rejection.params === undefined ? {} : { params: { ...rejection.params } }),
  sentence: bilingual(rejection),
});
