import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { say } from './language.mjs';
import { withProgress } from './progress.mjs';
import { ROOT, run } from './run.mjs';

/** @param {string} path from the root */
const at = (path) => fileURLToPath(new URL(path, ROOT));

/** @param {string} path */
const changed = (path) => (existsSync(at(path)) ? statSync(at(path)).mtimeMs : 0);

/** npm writes this file last of all, so a broken-off installation does not have it. */
const INSTALLED = 'node_modules/.package-lock.json';

export const isInstalled = () => changed(INSTALLED) >= changed('package-lock.json');

/** npm itself, as a Node program: the one that runs us, or else the one beside this Node. */
function npm() {
  const beside = [
    join(dirname(process.execPath), 'node_modules/npm/bin/npm-cli.js'),
    join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js'),
  ];
  return [process.env['npm_execpath'] ?? '', ...beside].find(
    (path) => /\.c?js$/.test(path) && existsSync(path),
  );
}

/** @param {string} output */
const tail = (output) => output.trimEnd().split('\n').slice(-25).join('\n');

/** @param {string[]} lines */
const explain = (...lines) => {
  process.stderr.write(`${lines.join('\n')}\n`);
  return false;
};

/** Installs the dependencies if they are missing or older than package-lock.json. */
export async function install() {
  if (isInstalled()) return true;
  const program = npm();
  if (program === undefined) {
    return explain(
      say(
        'npm을 찾을 수 없습니다. npm ci 를 먼저 실행해 주십시오.',
        'No npm found: run `npm ci` first.',
      ),
    );
  }
  const title = say('의존성 설치 중 (처음 한 번)', 'Installing dependencies (once)');
  const args = [program, 'ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code, output } = await withProgress(title, () => run(args));
  if (code === 0) return true;
  return explain(
    tail(output),
    '',
    say(
      `의존성을 설치하지 못했습니다 (npm ci, 종료 코드 ${code}).\n` +
        '네트워크와 프록시, npm 저장소 설정(npm config get registry), 디스크 공간을 확인한 뒤 ' +
        '다시 실행해 주십시오.',
      `The dependencies could not be installed (npm ci ended with ${code}).\n` +
        'Check the network, the proxy, the registry (npm config get registry) and the disk ' +
        'space, then run this again.',
    ),
  );
}

/**
 * Builds packages and what they depend on.
 *
 * @param {string[]} packages
 */
async function build(packages) {
  const args = [
    at('node_modules/typescript/bin/tsc'),
    '-b',
    ...packages.map((name) => `packages/${name}`),
  ];
  const { code, output } = await withProgress(say('빌드 중', 'Building'), () => run(args));
  if (code === 0) return true;
  return explain(
    tail(output),
    '',
    say(
      '빌드하지 못했습니다. 소스를 고쳤다면 위의 오류를 보시고, ' +
        '고치지 않았다면 저장소가 온전한지(git status) 확인해 주십시오.',
      'The build failed. If you changed sources, see the errors above; ' +
        'if not, check that the clone is whole (git status).',
    ),
  );
}

/**
 * When anything in a folder was changed last, in milliseconds.
 *
 * @param {string} path
 */
function newestIn(path) {
  const names = readdirSync(at(path), { recursive: true, encoding: 'utf8' });
  return Math.max(...names.map((name) => changed(join(path, name))));
}

/** Written after a build of what the command needs; the compiler itself takes a second to look. */
const COMMAND_BUILT = 'packages/cli/dist/.built';
const OF_ALL_BUILDS = ['package-lock.json', 'tsconfig.base.json'];

function isCommandBuilt() {
  const built = changed(COMMAND_BUILT);
  return (
    OF_ALL_BUILDS.every((path) => changed(path) <= built) &&
    readdirSync(at('packages')).every(
      (name) => name === 'bench' || newestIn(`packages/${name}/src`) <= built,
    )
  );
}

/** Builds the command, if it is missing or older than its sources, and an empty database for it. */
export async function buildCommand() {
  if (isCommandBuilt()) return true;
  const began = new Date();
  if (!(await build(['cli'])) || !(await prepareDatabase())) return false;
  writeFileSync(at(COMMAND_BUILT), '');
  // What was changed while it was built is built the next time.
  utimesSync(at(COMMAND_BUILT), began, began);
  return true;
}

async function prepareDatabase() {
  const title = say('데이터베이스 준비 중 (처음 한 번)', 'Preparing the database (once)');
  const args = [at('packages/database/dist/prepare.js')];
  const { code, output } = await withProgress(title, () => run(args));
  if (code === 0) return true;
  return explain(
    tail(output),
    '',
    say(
      '데이터베이스를 준비하지 못했습니다. 디스크 공간과 node_modules 폴더의 권한을 확인한 뒤 ' +
        '다시 실행해 주십시오.',
      'The database could not be prepared. Check the disk space and the rights of the folder ' +
        'node_modules, then run this again.',
    ),
  );
}

/** What the screens are built from, and the file that is written last. */
const SCREENS = ['web/app', 'sdk/src', 'contract/src', 'domain/src'];
const SCREENS_BUILT = 'packages/web/dist/app/index.html';

const areScreensBuilt = () =>
  SCREENS.every((name) => newestIn(`packages/${name}`) <= changed(SCREENS_BUILT));

/** Builds the screens if they are missing or older than their sources. */
export async function buildScreens() {
  if (areScreensBuilt()) return true;
  const args = [at('node_modules/vite/bin/vite.js'), 'build', 'packages/web/app'];
  const title = say('화면 빌드 중', 'Building the screens');
  const { code, output } = await withProgress(title, () => run(args));
  if (code === 0) return true;
  return explain(
    tail(output),
    '',
    say(
      '화면을 빌드하지 못했습니다. 위의 오류를 고친 뒤 다시 실행해 주십시오.',
      'The screens could not be built. Correct the errors above and run this again.',
    ),
  );
}
