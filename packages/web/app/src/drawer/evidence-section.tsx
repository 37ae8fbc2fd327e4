import { useRef, useState, type ReactElement } from 'react';
import type { TradeDetail } from '@bondledger/sdk/api';
import type { EvidenceReport } from '@bondledger/sdk/verify';
import { API_PATHS } from '../api/routes.js';
import { asProblem, problemOf, serverUnreachable } from '../api/problem.js';
import { Button } from '../parts/button.js';
import { saveFile } from '../parts/save-file.js';
import { useKeyTexts } from '../shell/key-map.js';
import { useKey } from '../shell/use-key.js';
import { clock, count } from '../text/format.js';
import { useText } from '../text/use-text.js';
import { sentenceOf, type SideName } from '@bondledger/domain';

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

/** Sides that the evidence shows to this reader; each can be left out of what is passed on. */
const shownSides = (trade: TradeDetail): readonly SideName[] =>
  (['seller', 'buyer'] as const).filter((side) => trade[`${side}Side`] !== undefined);

async function saveWithout(tradeId: string, side: SideName): Promise<void> {
  const [text, { leaveOutSide }] = await Promise.all([
    textOf(evidencePath(tradeId)),
    import('../evidence/leave-out-side.js'),
  ]);
  saveFile(`${tradeId}.without-${side}.evidence.json`, leaveOutSide(text, side));
}

function useCheck(tradeId: string): {
  readonly state: Check;
  readonly start: () => void;
  readonly fail: (error: unknown) => void;
} {
  const { language } = useText();
  const [state, setState] = useState<Check>({ kind: 'none' });
  const fail = (error: unknown): void =>
    setState({ kind: 'failed', sentence: asProblem(error).sentence[language] });
  const start = (): void => {
    setState({ kind: 'busy' });
    check(tradeId).then((report) => setState({ kind: 'done', report, at: Date.now() }), fail);
  };
  return { state, start, fail };
}

/** Evidence: to take away, whole or without a side, and to be checked by this browser alone. */
export function EvidenceSection({ trade }: { trade: TradeDetail }): ReactElement {
  const { t } = useText();
  const { tradeId } = trade;
  const { state, start, fail } = useCheck(tradeId);
  const whole = useRef<HTMLAnchorElement>(null);
  const keyText = useKeyTexts();
  const isBusy = state.kind === 'busy';
  useKey('verify', start, !isBusy);
  useKey('download', () => whole.current?.click());
  return (
    <section className={state.kind === 'done' ? undefined : 'paper-out'}>
      <h2>{t('evidence.title')}</h2>
      {state.kind === 'done' ? (
        <Proofs report={state.report} at={state.at} />
      ) : (
        <p className="second" role="status">
          {state.kind === 'failed'
            ? state.sentence
            : t(isBusy ? 'evidence.checking' : 'evidence.lead')}
        </p>
      )}
      <p className="bunch wraps paper-out">
        <Button shortcut="verify" onClick={start} cannot={isBusy ? t('act.busy') : undefined}>
          {t('evidence.check')}
        </Button>
        <a
          ref={whole}
          className="button"
          href={evidencePath(tradeId)}
          download={`${tradeId}.evidence.json`}
          aria-keyshortcuts={keyText('download')}
        >
          {t('evidence.download')} <kbd aria-hidden="true">{keyText('download')}</kbd>
        </a>
        {shownSides(trade).map((side) => (
          <Button key={side} onClick={() => void saveWithout(tradeId, side).catch(fail)}>
            {t(`evidence.without.${side}`)}
          </Button>
        ))}
      </p>
    </section>
  );
}
