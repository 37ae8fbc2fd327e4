import { useState, type ReactElement } from 'react';
import type { TradeDetail } from '@bondledger/sdk/api';
import type { EvidenceReport } from '@bondledger/sdk/verify';
import { API_PATHS } from '../api/routes.js';
import { asProblem, problemOf, serverUnreachable } from '../api/problem.js';
import { Button } from '../parts/button.js';
import { clock, count } from '../text/format.js';
import { useText } from '../text/use-text.js';
import { sentenceOf } from '@bondledger/domain';

type Check =
  | { readonly kind: 'none' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'done'; readonly report: EvidenceReport; readonly at: number }
  | { readonly kind: 'failed'; readonly sentence: string };

/** A file's text, as the ledger made it: not one byte of evidence may change on the way. */
async function textOf(path: string): Promise<string> {
  const response = await fetch(path).catch(() => {
    throw serverUnreachable();
  });
  const text = await response.text();
  if (!response.ok) throw problemOf(response.status, JSON.parse(text));
  return text;
}

const evidencePath = (tradeId: string): string => `/api/trades/${tradeId}/evidence`;

async function check(tradeId: string): Promise<EvidenceReport> {
  const [evidence, genesis, { checkEvidence }] = await Promise.all([
    textOf(evidencePath(tradeId)),
    textOf(API_PATHS.genesis),
    import('../evidence/check-evidence.js'),
  ]);
  return checkEvidence(tradeId, evidence, genesis);
}

function Proofs({ report, at }: { report: EvidenceReport; at: number }): ReactElement {
  const { t, language } = useText();
  if (!report.ok) {
    return (
      <p className="note bad" role="alert">
        <b>{report.rejection.code}</b> {sentenceOf(report.rejection, language)}
      </p>
    );
  }
  const signatures = report.steps.length;
  return (
    <>
      <p className="second">{t('evidence.checkedHere', { at: clock(at) })}</p>
      <ul className="proofs">
        <li>
          <b>{t('evidence.signatures', { n: signatures })}</b>
          <br />
          <span className="second">{t('evidence.certified')}</span>
        </li>
        <li>
          <b>{t('evidence.terms')}</b>
          <br />
          <span className="second">{t('evidence.sameTerms')}</span>
        </li>
        <li>
          <b>{t('evidence.block', { height: count(report.steps.at(-1)?.height ?? 0) })}</b>
          <br />
          <span className="second">{t('evidence.accepted')}</span>
        </li>
        <li>
          <b>{t('evidence.genesis')}</b>
          <br />
          <span className="second">{t('evidence.thisLedger')}</span>
        </li>
      </ul>
    </>
  );
}

/** Evidence: to take away, and to be checked by this browser alone. */
export function EvidenceSection({ trade }: { trade: TradeDetail }): ReactElement {
  const { t, language } = useText();
  const [state, setState] = useState<Check>({ kind: 'none' });
  const { tradeId } = trade;
  const start = (): void => {
    setState({ kind: 'busy' });
    check(tradeId).then(
      (report) => setState({ kind: 'done', report, at: Date.now() }),
      (error: unknown) =>
        setState({ kind: 'failed', sentence: asProblem(error).sentence[language] }),
    );
  };
  return (
    <section>
      <h2>{t('evidence.title')}</h2>
      {state.kind === 'done' ? (
        <Proofs report={state.report} at={state.at} />
      ) : (
        <p className="second" role="status">
          {state.kind === 'failed'
            ? state.sentence
            : t(state.kind === 'busy' ? 'evidence.checking' : 'evidence.lead')}
        </p>
      )}
      <p className="bunch">
        <Button onClick={start} cannot={state.kind === 'busy' ? t('act.busy') : undefined}>
          {t('evidence.check')}
        </Button>
        <a className="button" href={evidencePath(tradeId)} download={`${tradeId}.evidence.json`}>
          {t('evidence.download')}
        </a>
      </p>
    </section>
  );
}
