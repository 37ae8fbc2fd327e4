import { networkStatus, type NetworkStatus } from '@bondledger/fabric';
import type { Call } from '../command/call.js';
import { DONE, FAILED, type ExitCode } from '../exit-code.js';
import { grouped } from '../output/number.js';
import { tableText } from '../output/table.js';
import { FABRIC_TEXTS } from '../texts/fabric.js';
import { speak } from '../texts/language.js';
import { networkDirectory } from './network-directory.js';
import { networkPath } from './places.js';

/** `fabric status` */
export async function showStatus(call: Call): Promise<ExitCode> {
  return answerStatus(call, await networkDirectory(call));
}

/** Answers with every node; fails unless all peers are at one height with the same hashes. */
export async function answerStatus(call: Call, directory: string): Promise<ExitCode> {
  const status = await networkStatus(networkPath(directory));
  call.answer({ directory, ...status }, () => statusText(call, status));
  return status.isAtOne ? DONE : FAILED;
}

const HASH_DIGITS = 16;

function statusText(call: Call, { nodes, isAtOne }: NetworkStatus): string {
  const say = speak(FABRIC_TEXTS, call.language);
  const columns = [
    { title: say.node },
    { title: say.address },
    { title: say.process, align: 'right' as const },
    { title: say.blocks, align: 'right' as const },
    { title: say.blockHash },
    { title: say.commitHash },
  ];
  const rows = nodes.map(({ name, address, pid, height, blockHash = '', commitHash = '' }) => [
    name,
    address,
    pid === undefined ? '–' : pid.toString(),
    height === undefined ? '' : grouped(height),
    blockHash.slice(0, HASH_DIGITS),
    commitHash.slice(0, HASH_DIGITS),
  ]);
  const { green, red } = call.paint;
  const peers = nodes.filter(({ kind }) => kind === 'peer');
  const silent = peers.filter(({ height }) => height === undefined).length;
  const verdict = isAtOne
    ? `${green('✔')} ${say.isAtOne(grouped(peers.length), grouped(peers[0]?.height ?? 0))}`
    : `${red('✘')} ${silent > 0 ? say.isSilent(grouped(silent)) : say.isApart}`;
  return `${tableText({ columns, rows }, call.paint)}\n${verdict}\n`;
}
