import type { TradesReport } from '@bondledger/sdk';
import type { Call } from '../command/call.js';
import { DONE, FAILED, type ExitCode } from '../exit-code.js';
import { ownJson, ownLines, verifyAs } from '../ledger/verify-own.js';
import { grouped } from '../output/number.js';
import { tableText } from '../output/table.js';
import { createProgress } from '../progress/progress.js';
import { FABRIC_TEXTS } from '../texts/fabric.js';
import { speak } from '../texts/language.js';
import { verifyNetwork, type NetworkReport } from './verify-network.js';

/** `ledger verify` where the ledger is on a network. */
export async function verifyFabric(call: Call, directory: string): Promise<ExitCode> {
  const report = await withProgress(call, directory);
  const code = call.text('as')?.toUpperCase();
  const own = code === undefined || !report.ok ? undefined : await verifyAs(call, directory, code);
  const ok = report.ok && own?.ok !== false;
  const trades = own === undefined ? {} : { as: code, ...ownJson(call, own) };
  call.answer({ ...report, ok, ...trades }, () => verifyText(call, report, own, code ?? ''));
  return ok ? DONE : FAILED;
}

async function withProgress(call: Call, directory: string): Promise<NetworkReport> {
  const progress = createProgress(call);
  try {
    return await verifyNetwork(directory, (done, total) =>
      progress.update({ step: 'COPIES', done, total }),
    );
  } finally {
    progress.stop();
  }
}

function verifyText(
  call: Call,
  report: NetworkReport,
  own: TradesReport | undefined,
  code: string,
): string {
  const say = speak(FABRIC_TEXTS, call.language);
  const { green, red } = call.paint;
  const height = grouped(report.height);
  const verdict = report.ok
    ? `${green('✔')} ${say.atOne(height)}`
    : `${red('✘')} ${say.notAtOne(height)}`;
  const checked = [say.checkedPeers(grouped(report.peers.length)), say.checkedCopies];
  const lines = [
    verdict,
    ...(report.ok ? checked : []).map((line) => `  ${line}`),
    ...(own === undefined ? [] : ownLines(call, own, code)),
    `  ${say.stateHash}: ${report.stateHash}`,
  ];
  const tables = [peersText(call, report), copiesText(call, report)];
  return `${lines.join('\n')}\n${report.ok ? '' : `\n${tables.join('\n')}`}`;
}

const short = (hash: string | undefined): string => (hash ?? '–').slice(0, 16);

function peersText(call: Call, { peers }: NetworkReport): string {
  const say = speak(FABRIC_TEXTS, call.language);
  const columns = [
    { title: say.node },
    { title: say.blocks, align: 'right' as const },
    { title: say.blockHash },
    { title: say.commitHash },
  ];
  const rows = peers.map(({ peer, blocks, blockHash, commitHash }) => [
    peer,
    blocks === undefined ? '–' : grouped(blocks),
    short(blockHash),
    short(commitHash),
  ]);
  return tableText({ columns, rows }, call.paint);
}

function copiesText(call: Call, { institutions }: NetworkReport): string {
  const say = speak(FABRIC_TEXTS, call.language);
  const columns = [
    { title: say.institution },
    { title: say.height, align: 'right' as const },
    { title: say.headHash },
    { title: say.stateHash },
  ];
  const rows = institutions.map(({ institution, height, headHash, stateHash }) => [
    institution,
    grouped(height),
    short(headHash),
    short(stateHash),
  ]);
  return tableText({ columns, rows }, call.paint);
}
