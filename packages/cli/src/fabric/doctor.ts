import { BondledgerError } from '@bondledger/domain';
import { checkVersions, examineNetwork, findPrograms, type Finding } from '@bondledger/fabric';
import type { Call } from '../command/call.js';
import { DONE, FAILED, type ExitCode } from '../exit-code.js';
import { grouped } from '../output/number.js';
import { padEnd, displayWidth } from '../output/width.js';
import { FABRIC_TEXTS } from '../texts/fabric.js';
import { speak } from '../texts/language.js';
import { networkDirectory } from './network-directory.js';
import { networkPath } from './places.js';

/** `fabric doctor` */
export async function examine(call: Call): Promise<ExitCode> {
  const directory = await networkDirectory(call);
  const findings = [
    await programsFinding(call),
    ...(await examineNetwork(networkPath(directory))).map((finding) => spoken(call, finding)),
  ];
  const ok = findings.every(({ verdict }) => verdict !== 'bad');
  call.answer({ ok, findings }, () => doctorText(call, findings));
  return ok ? DONE : FAILED;
}

/** A finding with its sentence in the language of the call. */
interface Spoken extends Omit<Finding, 'check' | 'rejection'> {
  readonly check: Finding['check'] | 'programs';
  readonly code?: string;
  readonly sentence?: string;
}

const spoken = (call: Call, { rejection, ...finding }: Finding): Spoken => ({
  ...finding,
  ...(rejection === undefined ? {} : { code: rejection.code, sentence: call.sentence(rejection) }),
});

async function programsFinding(call: Call): Promise<Spoken> {
  const finding: Pick<Spoken, 'check' | 'subject'> = { check: 'programs', subject: 'Fabric' };
  try {
    await checkVersions(findPrograms(call.io.env));
    return { ...finding, verdict: 'good' };
  } catch (error) {
    if (!(error instanceof BondledgerError)) throw error;
    const { code } = error;
    return { ...finding, verdict: 'bad', code, sentence: call.sentence(error.rejection) };
  }
}

const CHECKS = [
  'programs',
  'process',
  'port',
  'tls',
  'certificate',
  'clock',
  'channel',
  'chaincode',
] as const;

const checkTitle = {
  programs: 'checkPrograms',
  process: 'checkProcess',
  port: 'checkPort',
  tls: 'checkTls',
  certificate: 'checkCertificate',
  clock: 'checkClock',
  channel: 'checkChannel',
  chaincode: 'checkChaincode',
} as const;

/** A line for each hop, and below it whatever is not good. */
function doctorText(call: Call, findings: readonly Spoken[]): string {
  const say = speak(FABRIC_TEXTS, call.language);
  const { green, yellow, red, bold } = call.paint;
  const width = Math.max(...CHECKS.map((check) => displayWidth(say[checkTitle[check]])));
  const lines = CHECKS.flatMap((check) => {
    const own = findings.filter((finding) => finding.check === check);
    const wrong = own.filter(({ verdict }) => verdict !== 'good');
    const isBad = wrong.some(({ verdict }) => verdict === 'bad');
    const mark = wrong.length === 0 ? green('✔') : isBad ? red('✘') : yellow('!');
    const title = padEnd(say[checkTitle[check]], width);
    const count = say.goodOf(grouped(own.length - wrong.length), grouped(own.length));
    return [
      `${mark} ${title}  ${count}`,
      ...wrong.map(
        ({ subject, code = '', sentence = '' }) => `    ${subject}  ${code}  ${sentence}`,
      ),
    ];
  });
  const bad = findings.filter(({ verdict }) => verdict === 'bad').length;
  const verdict = bad === 0 ? say.allWell : say.notWell(grouped(bad));
  return `${lines.join('\n')}\n\n${bold(verdict)}\n`;
}
