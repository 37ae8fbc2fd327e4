import { DONE, type ExitCode } from '../exit-code.js';
import type { Call } from '../command/call.js';
import { UsageError } from '../command/usage-error.js';
import { SERVER_TEXTS } from '../texts/server.js';
import { speak } from '../texts/language.js';
import { openInstitution } from './open-institution.js';
import { openDemo } from './open-demo.js';
import type { Served } from './served.js';
import { sayServing } from './say-serving.js';

/** `start`: serves until the caller wants it to stop. */
export async function start(call: Call): Promise<ExitCode> {
  const say = speak(SERVER_TEXTS, call.language);
  const began = performance.now();
  const served = await open(call);
  try {
    const seconds = (performance.now() - began) / 1000;
    await sayServing(call, served, seconds);
    await asked(call.io.signal);
    call.note(say.stopping);
  } finally {
    await served.close();
  }
  call.note(say.stopped);
  return DONE;
}

function open(call: Call): Promise<Served> {
  const institution = call.text('institution');
  const config = call.text('config');
  if (institution === undefined && config === undefined) return openDemo(call);
  if (institution !== undefined && config !== undefined) {
    return openInstitution(call, institution.toUpperCase(), config);
  }
  throw new UsageError(speak(SERVER_TEXTS, call.language).both);
}

/** Resolves when whoever started it wants it to stop. */
const asked = (signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted === true) resolve();
    else signal?.addEventListener('abort', () => resolve(), { once: true });
  });
