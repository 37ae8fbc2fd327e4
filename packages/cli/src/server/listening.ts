import { readFile } from 'node:fs/promises';
import type { Call } from '../command/call.js';
import { UsageError } from '../command/usage-error.js';
import { PORT_DEFAULT, PORT_MAX } from '../limits.js';
import { SERVER_TEXTS } from '../texts/server.js';
import { speak } from '../texts/language.js';

/** Where a server is to listen. */
export interface Listening {
  readonly host: string;
  readonly port: number;
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | undefined;
}

export async function listeningOf(call: Call): Promise<Listening> {
  const [cert, key] = [call.text('tlsCert'), call.text('tlsKey')];
  if ((cert === undefined) !== (key === undefined)) {
    throw new UsageError(speak(SERVER_TEXTS, call.language).bothOfTls);
  }
  const isTls = cert !== undefined && key !== undefined;
  const read = (path: string): Promise<Buffer> => readFile(call.path(path));
  return {
    host: call.text('host') ?? '127.0.0.1',
    port: call.count('port', 0, PORT_MAX) ?? PORT_DEFAULT,
    tls: isTls ? { cert: await read(cert), key: await read(key) } : undefined,
  };
}
