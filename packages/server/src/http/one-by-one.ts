import type { FastifyReply, FastifyRequest } from 'fastify';
import { BondledgerError } from '@bondledger/domain';

/**
 * The first `onRequest` hook of all. A request that came behind another one on its connection waits
 * here until that one is answered: before, its answer has no connection, and nobody would be told
 * that the client went away, so what it holds until then would never be given back.
 *
 * @throws BondledgerError REQUEST_ABORTED where the client goes away meanwhile
 */
export function oneByOne(
  { raw: { socket } }: FastifyRequest,
  { raw }: FastifyReply,
): Promise<void> {
  if (raw.socket !== null) return Promise.resolve();
  const aborted = (): BondledgerError => new BondledgerError({ code: 'REQUEST_ABORTED' });
  if (socket.destroyed) return Promise.reject(aborted());
  return new Promise((resolve, reject) => {
    const onClose = (): void => reject(aborted());
    socket.once('close', onClose);
    raw.once('socket', () => {
      socket.off('close', onClose);
      resolve();
    });
  });
}
