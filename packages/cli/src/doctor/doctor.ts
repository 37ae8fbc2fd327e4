import type { Call } from '../command/call.js';
import { namedData, newestDay } from '../data/data-directory.js';
import { DONE, FAILED, type ExitCode } from '../exit-code.js';
import { padEnd, displayWidth } from '../output/width.js';
import { DOCTOR_TEXTS } from '../texts/doctor.js';
import { speak } from '../texts/language.js';
import { CHECK_NAMES, type Finding } from './check.js';
import { checkData } from './data-check.js';
import {
  checkClock,
  checkFlush,
  checkNode,
  checkPackages,
  checkPlace,
  checkSpace,
  writablePlace,
} from './machine-checks.js';

/** `doctor` */
export async function doctor(call: Call): Promise<ExitCode> {
  const checks = await examine(call);
  const ok = checks.every(({ status }) => status !== 'failed');
  call.answer({ ok, checks }, () => doctorText(call, checks));
  return ok ? DONE : FAILED;
}

const MANIFEST = new URL('../../package.json', import.meta.url);

async function examine(call: Call): Promise<readonly Finding[]> {
  const named = namedData(call);
  const directory = named === undefined ? await newestDay(call.io.cwd) : call.path(named);
  const place = writablePlace(directory ?? call.io.cwd);
  const writable = checkPlace(call, place);
  const findings = [
    checkNode(call, process.versions.node),
    checkPackages(call, MANIFEST),
    writable,
    await checkSpace(call, place),
  ];
  if (writable.status === 'ok') {
    findings.push(await checkFlush(call, place), await checkClock(call, place, Date.now()));
  }
  findings.push(await checkData(call, directory));
  return findings;
}

const MARKS = { ok: '✔', warning: '!', failed: '✘' } as const;

function doctorText(call: Call, checks: readonly Finding[]): string {
  const say = speak(DOCTOR_TEXTS, call.language);
  const { green, yellow, red } = call.paint;
  const paint = { ok: green, warning: yellow, failed: red } as const;
  const width = Math.max(...CHECK_NAMES.map((name) => displayWidth(say[name])));
  const lines = checks.flatMap(({ check, status, found, remedy }) => [
    `${paint[status](MARKS[status])} ${padEnd(say[check], width)}  ${found}`,
    ...(remedy === undefined ? [] : [`  ${' '.repeat(width)}  → ${remedy}`]),
  ]);
  const failed = checks.filter(({ status }) => status === 'failed').length;
  const verdict = failed === 0 ? say.allWell : say.notWell(failed.toString());
  return `${lines.join('\n')}\n\n${call.paint.bold(verdict)}\n`;
}
