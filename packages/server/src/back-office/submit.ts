import { randomUUID } from 'node:crypto';
import { encodeTerms, type Rejection } from '@bondledger/domain';
import type { OfficeRow } from '@bondledger/legacy';
import type { ItemResult, StepReply } from '@bondledger/sdk/api';
import type { Principal } from '../people/principal.js';
import { itemsOf } from '../steps/step-item.js';
import type { Steps } from '../steps/steps.js';
import type { Offices } from './offices.js';
import { bilingual } from './office-trade.js';

/**
 * Submits entries of the books. Each is marked as sent before it is, so that of two who submit the
 * same one does; where nothing was sent, it is put back.
 *
 * @throws BondledgerError of Steps.take: then nothing was sent
 */
export async function submitOffice(
  { offices, steps }: { readonly offices: Offices; readonly steps: Steps },
  principal: Principal,
  officeIds: readonly string[],
): Promise<StepReply> {
  const store = await offices.of(principal.institution);
  const wanted = [...new Set(officeIds)];
  const rows = new Map((await store.rows(wanted)).map((row) => [row.officeId, row]));
  const fit = wanted.filter((officeId) => refusalOf(officeId, rows.get(officeId)) === undefined);
  const marked = await store.markSent(fit, randomUUID(), principal.name);
  const items = itemsOf({
    step: 'SUBMIT',
    items: marked.flatMap(({ terms, own }) =>
      own === undefined ? [] : [{ terms: encodeTerms(terms), own: { ...own } }],
    ),
  });
  const results = new Map<string, Omit<ItemResult, 'index'>>();
  if (items.length > 0) {
    const reply = await steps
      .take(principal, items, 'SUBMIT_BACK_OFFICE')
      .catch(async (error: unknown) => {
        await store.applyOutcomes(marked.map(({ terms }) => ({ ...terms, status: 'PUT_BACK' })));
        throw error;
      });
    if (reply.kind === 'JOB') {
      const inJob = new Set(marked.map(({ officeId }) => officeId));
      const refusals = wanted.flatMap((officeId, index) =>
        inJob.has(officeId) ? [] : [{ ...refusedAs(officeId, rows.get(officeId)), index }],
      );
      return refusals.length === 0 ? reply : { ...reply, refused: refusals };
    }
    await offices.answer(store, items, reply.results);
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
