import type { Call } from '../command/call.js';
import { remoteOf } from '../remote/remote.js';
import { withInstitution } from '../trade/with-institution.js';
import type { Acting } from './acting.js';

/**
 * Works as the institution of `--as` or of a key store, which sign here, or as the caller of a
 * server that signs for its institution.
 *
 * @param asks whether the trades that it sees are looked at
 */
export async function withActing<T>(
  call: Call,
  asks: boolean,
  work: (acting: Acting) => Promise<T>,
): Promise<T> {
  const remote = call.text('keystore') === undefined ? await remoteOf(call) : undefined;
  if (remote === undefined) {
    return withInstitution(call, true, ({ institution }) => work(institution));
  }
  const { openServed } = await import('../remote/served-acting.js');
  return work(await openServed(call, remote, asks));
}
