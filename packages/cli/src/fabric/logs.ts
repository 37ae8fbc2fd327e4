import { networkLogs } from '@bondledger/fabric';
import type { Call } from '../command/call.js';
import { shownPath } from '../data/data-directory.js';
import { DONE, type ExitCode } from '../exit-code.js';
import { LOG_LINES, LOG_LINES_MAX } from '../limits.js';
import { networkDirectory } from './network-directory.js';
import { networkPath } from './places.js';

/** `fabric logs` */
export async function showLogs(call: Call): Promise<ExitCode> {
  const lines = call.count('lines', 1, LOG_LINES_MAX) ?? LOG_LINES;
  const directory = await networkDirectory(call);
  const logs = networkLogs(networkPath(directory), lines, call.operands);
  call.answer({ logs }, () =>
    logs
      .map(({ node, path, lines: last }) => {
        const title = `${call.paint.bold(node)}  ${call.paint.dim(shownPath(call, path))}`;
        return `${[title, ...last].join('\n')}\n`;
      })
      .join('\n'),
  );
  return DONE;
}
