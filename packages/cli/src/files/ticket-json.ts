import {
  encodeLots,
  firstRejection,
  parseLots,
  parseSide,
  parseTerms,
  type Rejection,
  type Result,
} from '@bondledger/domain';
import type { Fault, Placed, Reading, TicketInput } from '@bondledger/legacy';
import { readJsonItems } from './json-items.js';

const MEMBERS = ['terms', 'sellerSide', 'buyerSide', 'sellerLots', 'buyerLots'] as const;

/** Tickets of a JSON file: an array, or an object whose `tickets` are one. */
export function readTicketJson(text: string): Reading<TicketInput> {
  const { good, faults } = readJsonItems(text, ['tickets']);
  const tickets: Placed<TicketInput>[] = [];
  const wrong: Fault[] = [...faults];
  for (const { place, value } of good) {
    const ticket = ticketFromJson(value);
    if (ticket.ok) {
      tickets.push({ place, value: ticket.value });
      continue;
    }
    const field = ticket.rejection.params?.['field'];
    wrong.push({
      ...place,
      rejection: ticket.rejection,
      ...(field === undefined ? {} : { field }),
    });
  }
  return { good: tickets, faults: wrong };
}

type Members = Readonly<Record<string, unknown>>;

/** Reads a member where it is there; `__proto__` and its like are members like the rest. */
const member = <T>(
  object: Members,
  name: (typeof MEMBERS)[number],
  parse: (value: unknown) => Result<T>,
): Result<T | undefined> =>
  Object.hasOwn(object, name) ? parse(object[name]) : { ok: true, value: undefined };

function ticketFromJson(object: Members): Result<TicketInput> {
  const names: readonly string[] = MEMBERS;
  const unknown = Object.keys(object).find((name) => !names.includes(name));
  const terms = parseTerms(Object.hasOwn(object, 'terms') ? object['terms'] : undefined);
  const parts = {
    sellerSide: member(object, 'sellerSide', parseSide),
    buyerSide: member(object, 'buyerSide', parseSide),
    sellerLots: member(object, 'sellerLots', lotsOf),
    buyerLots: member(object, 'buyerLots', lotsOf),
  };
  const rejection = firstRejection(
    unknown === undefined ? undefined : unknownMember(unknown),
    ...[terms, ...Object.values(parts)].map((part) => (part.ok ? undefined : part.rejection)),
  );
  if (rejection !== undefined || !terms.ok) {
    return { ok: false, rejection: rejection ?? { code: 'FIELD_INVALID' } };
  }
  const found = Object.entries(parts).flatMap(([name, part]) =>
    part.ok && part.value !== undefined ? [[name, part.value] as const] : [],
  );
  return { ok: true, value: { terms: terms.value, ...Object.fromEntries(found) } };
}

const unknownMember = (name: string): Rejection =>
  /^[\w.-]{1,60}$/.test(name)
    ? { code: 'FIELD_UNKNOWN', params: { field: name } }
    : { code: 'FIELD_UNKNOWN' };

function lotsOf(value: unknown): Result<ReturnType<typeof encodeLots>> {
  const lots = parseLots(value);
  return lots.ok ? { ok: true, value: encodeLots(lots.value) } : lots;
}
