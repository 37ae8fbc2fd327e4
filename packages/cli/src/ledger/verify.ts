import { engineNameOf } from '@bondledger/consortium';
import { verifyDirectory, type VerifyReport } from '@bondledger/ledger';
import type { TradesReport } from '@bondledger/sdk';
import type { Call } from '../command/call.js';
import { UsageError } from '../command/usage-error.js';
import { dataDirectory } from '../data/data-directory.js';
import { FABRIC } from '../fabric/places.js';
import { DONE, FAILED, type ExitCode } from '../exit-code.js';
import { grouped } from '../output/number.js';
import { createProgress } from '../progress/progress.js';
import { speak } from '../texts/language.js';
import { LEDGER_TEXTS } from '../texts/ledger.js';
import { REMOTE_TEXTS } from '../texts/remote.js';
import { openOwn } from '../remote/own-keys.js';
import { remoteOf, type Remote } from '../remote/remote.js';
import { ownJson, ownLines, verifyAs, verifyOpened } from './verify-own.js';

/** `ledger verify` */
export async function verifyLedger(call: Call): Promise<ExitCode> {
  const remote = await remoteOf(call);
  if (remote !== undefined) return verifyServed(call, remote);
  const directory = await dataDirectory(call);
  if (engineNameOf(directory) === FABRIC) {
    const { verifyFabric } = await import('../fabric/verify.js');
    return verifyFabric(call, directory);
  }
  const report = await verifyBlocks(call, directory);
  const code = call.text('as')?.toUpperCase();
  // What does not hold as a whole cannot be opened by an institution.
  const own = code === undefined || !report.ok ? undefined : await verifyAs(call, directory, code);
  const ok = report.ok && own?.ok !== false;
  const trades = own === undefined ? {} : { as: code, ...ownJson(call, own) };
  call.answer({ ...report, ok, ...trades }, () => verifyText(call, report, own, code ?? ''));
  return ok ? DONE : FAILED;
}

/** The ledger behind a server; with one's own keys, one's own trades too. */
async function verifyServed(call: Call, remote: Remote): Promise<ExitCode> {
  const { keystore } = remote;
  if (keystore === undefined && call.text('as') !== undefined) {
    throw new UsageError(speak(REMOTE_TEXTS, call.language).asNeedsKeys);
  }
  const { verifyRemote } = await import('./verify-remote.js');
  const report = await verifyRemote(call, remote);
  const opened =
    keystore === undefined || !report.ok ? undefined : await openOwn(call, remote, keystore, false);
  const code = opened?.institution.participant ?? '';
  const own = opened === undefined ? undefined : await verifyOpened(call, opened);
  const ok = report.ok && own?.ok !== false;
  const trades = own === undefined ? {} : { as: code, ...ownJson(call, own) };
  call.answer({ ...report, ok, ...trades }, () => verifyText(call, report, own, code));
  return ok ? DONE : FAILED;
}

async function verifyBlocks(call: Call, directory: string): Promise<VerifyReport> {
  const progress = createProgress(call);
  try {
    return await verifyDirectory({
      directory,
      onProgress: ({ height, of }) =>
        progress.update({ step: 'BLOCKS', done: height, total: Math.max(of, 1) }),
    });
  } finally {
    progress.stop();
  }
}

function verifyText(
  call: Call,
  report: VerifyReport,
  own: TradesReport | undefined,
  code: string,
): string {
  const say = speak(LEDGER_TEXTS, call.language);
  const { green, red } = call.paint;
  const { firstBad } = report;
  const lines: string[] = [];
  if (firstBad === undefined) {
    lines.push(`${green('✔')} ${say.sound(grouped(report.height))}`, ...checked(call, report));
    const uncompared = call.text('url') === undefined ? say.stateNotCompared : say.stateOfServer;
    lines.push(`  ${report.stateCompared ? say.checkedState : uncompared}`);
  } else {
    const { height, code: found, detail } = firstBad;
    const params = { height: height.toString(), reached: report.attested.toString() };
    // The code's own sentence is about evidence that someone holds.
    const isHead = found === 'EVIDENCE_HEAD_WRONG';
    const sentence = isHead ? say.headWrong : call.sentence({ code: found, params });
    const headline = report.logOk ? say.stateOnly(grouped(report.height)) : unsound(call, report);
    lines.push(`${red('✘')} ${headline}`, `  ${found}  ${sentence}  ${detail}`);
    if (report.logOk) lines.push(...checked(call, report), `  ${say.rebuildState}`);
  }
  lines.push(`  ${attestedText(call, report)}`);
  if (own !== undefined) lines.push(...ownLines(call, own, code));
  if (report.cut !== undefined) lines.push(`  ${say.torn}`);
  lines.push(`  ${say.notClaimed}`, `  ${say.stateHash}: ${report.stateHash}`);
  return `${lines.join('\n')}\n`;
}

/** What was found good of the log. */
function checked(call: Call, { heads }: VerifyReport): readonly string[] {
  const say = speak(LEDGER_TEXTS, call.language);
  return [`  ${say.checkedBlocks}`, `  ${say.checkedHeads(grouped(heads))}`];
}

/** What is damaged: the ledger's own heads, or a block. */
function unsound(call: Call, { firstBad }: VerifyReport): string {
  const say = speak(LEDGER_TEXTS, call.language);
  return say.unsound(grouped(firstBad?.height ?? 0));
}

/** How far signed heads reach, and what it means where that is not the end of the log. */
function attestedText(call: Call, { attested, height }: VerifyReport): string {
  const say = speak(LEDGER_TEXTS, call.language);
  if (attested < 0) return say.attestedNothing;
  if (height < 0) return say.attestedNoBlock(grouped(attested));
  if (attested > height) return say.attestedAbove(grouped(attested), grouped(height));
  if (attested < height) return say.attestedBelow(grouped(attested), grouped(height));
  return say.attested(grouped(attested));
}
