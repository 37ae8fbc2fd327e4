import { say } from './language.mjs';

/** The oldest Node that runs this; package.json says the same to npm. */
const NEEDED = [20, 19];

/**
 * This file and language.mjs are written so that an old Node can read them and say so.
 *
 * @param {string} version as in process.versions.node
 */
export function isRecentEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [needMajor = 0, needMinor = 0] = NEEDED;
  return major > needMajor || (major === needMajor && minor >= needMinor);
}

/** Says which Node is needed, and sets the exit code; true where this one will do. */
export function nodeWillDo() {
  const version = process.versions.node;
  if (isRecentEnough(version)) return true;
  process.stderr.write(
    say(
      `Node.js ${NEEDED.join('.')} 이상이 필요합니다. 지금은 ${version}입니다. ` +
        'https://nodejs.org 에서 LTS 판을 설치한 뒤 다시 실행해 주십시오.\n',
      `Node.js ${NEEDED.join('.')} or newer is needed; this is ${version}. ` +
        'Install an LTS release from https://nodejs.org and run this again.\n',
    ),
  );
  process.exitCode = 1;
  return false;
}
