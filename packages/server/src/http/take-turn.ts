import type { FastifyReply, FastifyRequest } from 'fastify';
import { BODY_BYTES } from '../limits.js';
import type { ReadModel } from '../read-model/read-model.js';
import type { Kind, Leave, Turns } from './turns.js';

type Hook = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/**
 * An `onRequest` hook, after the one that admits: the request waits for its institution's turn
 * before its body is read, and gives it back when it is answered or its client went away.
 */
export const takeTurn =
  (turns: Turns, kind: Kind): Hook =>
  async (request, reply) => {
    const institution = request.admitted?.principal.institution;
    if (institution === undefined) return;
    const leave = await enter(turns, institution, kind, reply);
    reply.raw.once('close', leave);
    if (reply.raw.closed) leave();
  };

/**
 * An `onRequest` hook before `takeTurn`: a body that is large, or does not say its length, has a
 * turn of its own before it is read, and keeps none of the small ones waiting.
 *
 * @param until when it gives the turn back: when it is answered, or as soon as its body is there
 */
export const takeBodyTurn =
  (turns: Turns, until: 'answered' | 'read'): Hook =>
  async (request, reply) => {
    const institution = request.admitted?.principal.institution;
    const { 'content-length': length } = request.headers;
    const isLarge = length === undefined || Number(length) > BODY_BYTES;
    if (institution === undefined || !isLarge) return;
    const leave = await enter(turns, institution, 'bodies', reply);
    if (until === 'read') request.raw.once('end', leave);
    reply.raw.once('close', leave);
    if (reply.raw.closed) leave();
  };

const HEIGHT = /^\d{1,15}$/;

/**
 * An `onRequest` hook before `takeTurn`: a read that asks for a block waits for it here, since with
 * a turn of its own it would keep others of its institution waiting too.
 */
export const awaitHeight =
  (turns: Turns, readModel: Pick<ReadModel, 'progress' | 'ready'>): Hook =>
  async (request, reply) => {
    const institution = request.admitted?.principal.institution;
    const { atLeastHeight }: { atLeastHeight?: unknown } = Object(request.query) as object;
    // What is no height is refused with the rest of the request's form.
    if (typeof atLeastHeight !== 'string' || !HEIGHT.test(atLeastHeight)) return;
    if (institution === undefined) return;
    const height = Number(atLeastHeight);
    const { height: reached = -1 } =
      readModel.progress().find((each) => each.institution === institution) ?? {};
    if (height <= reached) return;
    const leave = await enter(turns, institution, 'waits', reply);
    try {
      await readModel.ready(institution, height);
    } finally {
      leave();
    }
  };

/** Waits for a turn until the client goes away, and no longer: an abort makes an error. */
async function enter(
  turns: Turns,
  institution: string,
  kind: Kind,
  reply: FastifyReply,
): Promise<Leave> {
  // Most need not wait, and no signal.
  const leave = turns.enterNow(institution, kind);
  if (leave !== undefined) return leave;
  const gone = new AbortController();
  const onClose = (): void => gone.abort();
  reply.raw.once('close', onClose);
  try {
    return await turns.enter(institution, kind, gone.signal);
  } finally {
    reply.raw.off('close', onClose);
  }
}
