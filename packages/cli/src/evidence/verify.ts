import { nodeCrypto, parseGenesis } from '@bondledger/contract';
import { BondledgerError, STATE_NAMES, STEP_RULES, type Rejection } from '@bondledger/domain';
import { parseEvidence, verifyEvidence, type EvidenceReport } from '@bondledger/sdk';
import type { Call } from '../command/call.js';
import { DONE, FAILED, type ExitCode } from '../exit-code.js';
import { readText } from '../files/read-text.js';
import { EVIDENCE_BYTES_MAX, FILE_BYTES_MAX } from '../limits.js';
import { grouped } from '../output/number.js';
import { pairsText, tableText } from '../output/table.js';
import { EVIDENCE_TEXTS } from '../texts/evidence.js';
import { speak } from '../texts/language.js';
import { TRADE_TEXTS } from '../texts/trade.js';

/** `evidence verify` */
export async function verifyFile(call: Call): Promise<ExitCode> {
  const text = await fileText(call, call.operand(0), EVIDENCE_BYTES_MAX);
  const genesis = await fileText(call, call.need('genesis'), FILE_BYTES_MAX);
  const report = verify(text, genesis, call.path(call.need('genesis')));
  call.answer(reportJson(call, report), () => reportText(call, report));
  return report.ok ? DONE : FAILED;
}

type Report = EvidenceReport | { readonly ok: false; readonly rejection: Rejection };
type Verified = Extract<EvidenceReport, { ok: true }>;

function verify(text: string | undefined, genesis: string | undefined, path: string): Report {
  if (text === undefined) return { ok: false, rejection: { code: 'EVIDENCE_MALFORMED' } };
  const evidence = parseEvidence(text);
  if (!evidence.ok) return { ok: false, rejection: evidence.rejection };
  if (genesis === undefined || parseGenesis(genesis) === undefined) {
    return { ok: false, rejection: { code: 'EVIDENCE_NOT_GENESIS', params: { path } } };
  }
  return verifyEvidence(evidence.value, genesis, nodeCrypto);
}

/**
 * The text of a file; undefined where its bytes are no UTF-8.
 *
 * @throws BondledgerError FILE_UNREADABLE, FILE_TOO_LARGE
 */
async function fileText(call: Call, path: string, limit: number): Promise<string | undefined> {
  const read = await readText(call.path(path), 'utf-8', limit);
  if (read.ok) return read.value;
  if (read.rejection.code === 'FILE_TOO_LARGE') throw new BondledgerError(read.rejection);
  return undefined;
}

function reportJson(call: Call, report: Report): object {
  if (report.ok) return report;
  const { rejection, ...rest } = report;
  const { code, params = {} } = rejection;
  return { ...rest, code, params, sentence: call.sentence(rejection) };
}

function reportText(call: Call, report: Report): string {
  const say = speak(EVIDENCE_TEXTS, call.language);
  if (report.ok) return verifiedText(call, report);
  const { code } = report.rejection;
  return (
    `${call.paint.red('✘')} ${call.paint.bold(say.refused)}\n` +
    `  ${code}  ${call.sentence(report.rejection)}\n`
  );
}

function verifiedText(call: Call, report: Verified): string {
  const say = speak(EVIDENCE_TEXTS, call.language);
  const { green, dim, bold } = call.paint;
  const proved = report.proved.map((fact) => `  ${green('✔')} ${say[`proved_${fact}`]}`);
  const open = report.notProved.map((fact) => `  ${dim('–')} ${say[`open_${fact}`]}`);
  return [
    `${green('✔')} ${bold(say.verified)}\n`,
    factsText(call, report),
    stepsText(call, report),
    `${bold(say.proved)}\n${proved.join('\n')}\n`,
    `${bold(say.notProved)}\n${open.join('\n')}\n`,
  ].join('\n');
}

function factsText(call: Call, { tradeId, terms, finalState }: Verified): string {
  const words = speak(TRADE_TEXTS, call.language);
  const say = speak(EVIDENCE_TEXTS, call.language);
  const state = finalState === undefined ? say.stateOpen : STATE_NAMES[finalState][call.language];
  const pairs = [
    [words.tradeId, tradeId],
    [words.state, state],
    [words.sellerParty, terms.seller],
    [words.buyerParty, terms.buyer],
    [words.isin, terms.isin],
    [words.faceWon, grouped(terms.faceAmount)],
    [words.unitPrice, grouped(terms.unitPrice)],
    [words.amountWon, grouped(terms.settlementAmount)],
    [words.tradeDate, terms.tradeDate],
    [words.settlementDate, terms.settlementDate],
  ] as const;
  return pairsText(pairs, call.paint);
}

function stepsText(call: Call, { steps }: Verified): string {
  const say = speak(TRADE_TEXTS, call.language);
  const words = speak(EVIDENCE_TEXTS, call.language);
  const isOnFabric = steps.some(({ fabric }) => fabric !== undefined);
  const columns = [
    { title: say.step },
    { title: say.by },
    { title: say.block, align: 'right' as const },
    { title: say.time },
    ...(isOnFabric
      ? [
          { title: words.channelBlock, align: 'right' as const },
          { title: words.endorsedBy },
          { title: words.orderedBy },
        ]
      : []),
  ];
  const rows = steps.map(({ step, side, participant, height, blockTime, fabric }) => {
    const { korean, english } = STEP_RULES[step];
    const name = call.language === 'ko' ? korean : english;
    const about = side === undefined ? name : `${name} (${say[side]})`;
    const row = [about, participant, grouped(height), blockTime];
    if (fabric === undefined) return row;
    const { block, endorsers, orderers } = fabric;
    return [...row, grouped(block), endorsers.join(' + '), orderers.join(' + ')];
  });
  return tableText({ columns, rows }, call.paint);
}
