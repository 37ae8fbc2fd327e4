import { MalformedRequest } from '../http/problem.js';
import { workId } from '../jobs/work-id.js';
import type { Handlers } from '../http/handler.js';
import type { Services } from '../start/services.js';

type PeopleHandlers = Pick<
  Handlers,
  'users' | 'addUser' | 'changeUser' | 'tokens' | 'addToken' | 'removeToken' | 'audit'
>;

/** Users, tokens and the audit log of the asker's own institution. */
export function peopleHandlers({
  people,
  audit,
}: Pick<Services, 'people' | 'audit'>): PeopleHandlers {
  return {
    users: ({ principal }) => Promise.resolve({ users: [...people.list(principal.institution)] }),
    addUser: ({ principal, body }) => people.add({ ...body, institution: principal.institution }),
    changeUser: ({ principal, params, body }) =>
      people.change(principal.institution, params.user, body),
    tokens: ({ principal }) =>
      Promise.resolve({ tokens: [...people.tokens.list(principal.institution)] }),
    addToken: async ({ principal, body, keyed }) => {
      const { institution, id: createdBy } = principal;
      const tokenId = `t-${workId('token', keyed)}`;
      return people.tokens.add({ ...body, institution, createdBy, tokenId });
    },
    removeToken: async ({ principal, params }) => {
      await people.tokens.remove(principal.institution, params.tokenId);
      return null;
    },
    audit: async ({ principal, query }) => {
      const { cursor, limit, ...question } = query;
      const before = cursor === undefined ? {} : { before: entryOf(cursor) };
      const found = await audit.read(principal.institution, {
        ...question,
        ...before,
        limit: limit + 1,
      });
      const items = found.slice(0, limit);
      const last = items.at(-1);
      const hasMore = found.length > limit && last !== undefined;
      return { items, ...(hasMore ? { next: last.entry.toString() } : {}) };
    },
  };
}

/** The cursor of the log is the number of the last entry that was read. */
function entryOf(cursor: string): number {
  if (/^[0-9]{1,15}$/.test(cursor)) return Number(cursor);
  throw new MalformedRequest([{ pointer: '/query/cursor', detail: 'none of this list' }]);
}
