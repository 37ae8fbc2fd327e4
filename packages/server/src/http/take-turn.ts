import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Kind, Turns } from './turns.js';

/**
 * An `onRequest` hook, after the one that admits: the request waits for its institution's turn
 * before its body is read, and gives it back when it is answered or its client went away.
 */
export const takeTurn =
  (turns: Turns, kind: Kind) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const institution = request.admitted?.principal.institution;
    if (institution === undefined) return;
    const gone = new AbortController();
    const onClose = (): void => gone.abort();
    reply.raw.once('close', onClose);
    const leave = await turns.enter(institution, kind, gone.signal);
    reply.raw.off('close', onClose);
    reply.raw.once('close', leave);
    if (reply.raw.closed) leave();
  };
