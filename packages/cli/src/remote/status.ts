import type { Day, Drive, Monitoring } from '@bondledger/sdk/api';
import { BondledgerError } from '@bondledger/domain';
import type { Call } from '../command/call.js';
import { DONE, FAILED, type ExitCode } from '../exit-code.js';
import { STATUS_EVERY_MS } from '../limits.js';
import { decimal, grouped } from '../output/number.js';
import { pairsText } from '../output/table.js';
import { REMOTE_TEXTS } from '../texts/remote.js';
import { speak } from '../texts/language.js';
import { pause } from './pause.js';
import { apiOf, needRemote } from './remote.js';

interface Status {
  readonly day: Day;
  readonly monitoring: Monitoring;
  /** Of a server of the demo. */
  readonly drive?: Drive;
}

const CLEAR = '\u001b[2J\u001b[H';

/** `status`: one view of a server, once or until it is stopped. */
export async function showStatus(call: Call): Promise<ExitCode> {
  const api = apiOf(await needRemote(call));
  const ask = async (): Promise<Status> => {
    const [day, monitoring, drive] = await Promise.all([
      api.call('day', {}),
      api.call('monitoring', {}),
      api.call('drive', {}).catch(unlessRefused),
    ]);
    return { day, monitoring, ...(drive === undefined ? {} : { drive }) };
  };
  const isWatching = call.flag('watch');
  let status = await ask();
  while (isWatching) {
    const text = statusText(call, status);
    call.io.stdout.write(call.io.stdout.isTTY === true ? CLEAR + text : text);
    await pause(STATUS_EVERY_MS, call.io.signal);
    if (call.io.signal?.aborted === true) return DONE;
    status = await ask();
  }
  call.answer(status, () => statusText(call, status));
  const isBad = status.monitoring.alarms.some(({ severity }) => severity === 'CRITICAL');
  return isBad ? FAILED : DONE;
}

/** A server that is no demo, or has no drive yet. */
function unlessRefused(error: unknown): undefined {
  if (error instanceof BondledgerError && error.code !== 'SERVER_UNREACHABLE') return undefined;
  throw error;
}

function statusText(call: Call, { day, monitoring, drive }: Status): string {
  const say = speak(REMOTE_TEXTS, call.language);
  const { engine, height, stages, queues, readModel, components, alarms } = monitoring;
  const minute = monitoring.minutes.at(-2) ?? monitoring.minutes.at(-1);
  const ms = (value: number | null): string => (value === null ? '–' : `${decimal(value, 1)} ms`);
  const up = components.filter(({ status }) => status !== 'DOWN').length;
  const timed = stages.filter(({ count }) => count > 0);
  const behind = readModel.filter((each) => each.behind > 0);
  const pairs: (readonly [string, string])[] = [
    [say.day, `${day.businessDate} ${day.phase}`],
    [say.ledger, `${engine}, ${say.block(grouped(height))}`],
    [
      say.lastMinute,
      say.minute(
        grouped(minute?.instructions ?? 0),
        grouped(minute?.blocks ?? 0),
        grouped(minute?.refusals ?? 0),
      ),
    ],
    [
      say.stages,
      timed.map((each) => `${each.stage} ${ms(each.p50Ms)} / ${ms(each.p99Ms)}`).join(', '),
    ],
    [say.queues, queues.map(({ queue, depth, limit }) => `${queue} ${depth}/${limit}`).join(', ')],
    [say.readModel, behind.map((each) => `${each.institution} ${grouped(each.behind)}`).join(', ')],
    [say.components, say.componentsUp(grouped(up), grouped(components.length))],
  ];
  if (drive !== undefined) {
    const { state, ended, trades } = drive;
    pairs.push([say.driveState, say.driveLine(state, grouped(ended), grouped(trades))]);
  }
  const shown = pairs.map(([title, text]): [string, string] => [title, text || say.none]);
  const lines = alarms.map(({ severity, sentence }) => {
    const mark = severity === 'CRITICAL' ? call.paint.red('✘') : call.paint.yellow('!');
    return `${mark} ${sentence[call.language]}\n`;
  });
  return pairsText(shown, call.paint) + lines.join('');
}
