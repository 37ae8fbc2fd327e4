import { existsSync } from 'node:fs';
import { consortiumLayout, openAs, participantsOf } from '@bondledger/consortium';
import { openDatabase } from '@bondledger/database';
import { BondledgerError } from '@bondledger/domain';
import { rebuildTables } from '@bondledger/server';
import type { ApiClient, Job } from '@bondledger/sdk/api';
import type { Call } from '../command/call.js';
import { dataDirectory } from '../data/data-directory.js';
import { DONE, FAILED, type ExitCode } from '../exit-code.js';
import { engineOf } from '../fabric/engine-of.js';
import { openLedger } from '../ledger/with-ledger.js';
import { JOB_LOOK_MS } from '../limits.js';
import { grouped } from '../output/number.js';
import { createProgress, type Progress } from '../progress/progress.js';
import { callerOf } from '../remote/caller.js';
import { pause } from '../remote/pause.js';
import { remoteOf, type Remote } from '../remote/remote.js';
import { placeOfDatabase } from '../server/place-of-database.js';
import { speak } from '../texts/language.js';
import { REMOTE_TEXTS } from '../texts/remote.js';

/** A read model that was built anew, and how far it is. */
interface Rebuilt {
  readonly institution: string;
  readonly height: number;
}

/** `read-model rebuild`: here, where no server runs, or by the server. */
export async function rebuildReadModel(call: Call): Promise<ExitCode> {
  const remote = await remoteOf(call);
  const progress = createProgress(call);
  try {
    const rebuilt = await (remote === undefined
      ? rebuildHere(call, progress)
      : rebuildThere(call, remote, progress));
    progress.stop();
    call.answer({ readModels: rebuilt }, () => {
      const say = speak(REMOTE_TEXTS, call.language);
      return rebuilt
        .map(({ institution, height }) => `${say.rebuilt(institution, grouped(height))}\n`)
        .join('');
    });
    return rebuilt.length > 0 ? DONE : FAILED;
  } finally {
    progress.stop();
  }
}

async function rebuildHere(call: Call, progress: Progress): Promise<readonly Rebuilt[]> {
  const directory = await dataDirectory(call);
  const engine = await engineOf(call, directory);
  const codes = await codesOf(call, directory);
  const database = await openDatabase(placeOfDatabase(call, directory));
  const rebuilt: Rebuilt[] = [];
  try {
    for (const participant of codes) {
      const opened = await openAs({
        directory,
        participant,
        write: false,
        ...(engine === undefined ? {} : { engine }),
      });
      const { institution, transport } = opened;
      try {
        const height = await rebuildTables({
          institution,
          transport,
          database,
          onProgress: (done, total) =>
            progress.update({ step: participant, done, total: Math.max(total, 1) }),
          ...(call.io.signal === undefined ? {} : { signal: call.io.signal }),
        });
        rebuilt.push({ institution: participant, height });
      } finally {
        await opened.close();
      }
    }
    return rebuilt;
  } finally {
    await database.close();
  }
}

/** The institution of `--as`, or every one whose keys lie in the directory. */
async function codesOf(call: Call, directory: string): Promise<readonly string[]> {
  const code = call.text('as')?.toUpperCase();
  if (code !== undefined) return [code];
  const ledger = await openLedger(call, directory);
  try {
    const { keyStore } = consortiumLayout(directory);
    const all = await participantsOf(ledger);
    return all.map((each) => each.code).filter((each) => existsSync(keyStore(each)));
  } finally {
    await ledger.close();
  }
}

async function rebuildThere(
  call: Call,
  remote: Remote,
  progress: Progress,
): Promise<readonly Rebuilt[]> {
  const { api, participant } = await callerOf(call, remote);
  const key = `rebuild-${crypto.randomUUID()}`;
  let job = await api.call('rebuild', {}, { idempotencyKey: key });
  while (job.state === 'RUNNING' || job.state === 'WAITING') {
    const { done, total } = job;
    if (total > 0) progress.update({ step: participant, done, total });
    await pause(JOB_LOOK_MS, call.io.signal);
    if (call.io.signal?.aborted === true) throw new BondledgerError({ code: 'REQUEST_ABORTED' });
    job = await jobOf(api, job);
  }
  if (job.state === 'STOPPED') {
    throw new BondledgerError({ code: 'SERVER_STOPPING' });
  }
  progress.update({ step: participant, done: job.done, total: Math.max(job.done, 1) });
  return [{ institution: participant, height: job.done }];
}

const jobOf = (api: ApiClient, { jobId }: Job): Promise<Job> =>
  api.call('job', { params: { jobId } });
