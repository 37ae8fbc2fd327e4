import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openConsortium } from '@bondledger/consortium';
import { openDatabase } from '@bondledger/database';
import { Observation, openLog, startDemoServer } from '@bondledger/server';
import { appDirectory } from '@bondledger/web';
import type { Call } from '../command/call.js';
import { newestDay } from '../data/data-directory.js';
import { prepareDay, wantedDay, type Prepared } from '../day/day-options.js';
import { SERVER_TEXTS } from '../texts/server.js';
import { speak } from '../texts/language.js';
import { listeningOf } from './listening.js';
import { placeOfDatabase } from './place-of-database.js';
import { Closing, type Served } from './served.js';

/** Serves all institutions of a demo; it is made where there is none. */
export async function openDemo(call: Call): Promise<Served> {
  const say = speak(SERVER_TEXTS, call.language);
  const listening = await listeningOf(call);
  const prepared = await prepareServed(call);
  const { directory, day, engine } = prepared;
  const own = join(directory, 'server');
  await mkdir(own, { recursive: true });
  const logFile = join(own, 'server.log');
  const closing = new Closing();
  closing.add(async () => engine?.stop?.());
  try {
    call.note(say.opening);
    // The two do not need each other, and each takes a while. Both are waited for in any case.
    const opening = openDatabase(placeOfDatabase(call, directory));
    closing.add(async () => {
      const [opened] = await Promise.allSettled([opening]);
      if (opened.status === 'fulfilled') await opened.value.close();
    });
    opening.catch(() => undefined);
    const observation = new Observation();
    const consortium = await openConsortium({
      directory,
      meter: observation,
      ...(engine === undefined ? {} : { engine }),
    });
    closing.add(() => consortium.close());
    const database = await opening;
    const server = await startDemoServer({
      consortium,
      day,
      database,
      ...listening,
      screens: fileURLToPath(appDirectory),
      log: openLog({ file: logFile }),
      observation,
    });
    closing.add(() => server.close());
    return { server, directory, logFile, close: () => closing.run() };
  } catch (error) {
    await closing.run();
    throw error;
  }
}

/**
 * The directory of `--data`, else the newest day where the command runs, unless the caller wants
 * another day than an ordinary one.
 */
async function prepareServed(call: Call): Promise<Prepared> {
  const isOrdinary = Object.keys(wantedDay(call)).length === 0 && call.text('engine') === undefined;
  const newest = isOrdinary ? await newestDay(call.io.cwd) : undefined;
  return prepareDay(call, undefined, newest);
}
