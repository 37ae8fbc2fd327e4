import { randomBytes } from 'node:crypto';
import {
  CALENDAR_KEY,
  fromBase64,
  nodeCrypto,
  readRegistry,
  type CalendarRecord,
} from '@bondledger/contract';
import { BOK, BondledgerError, holidayName } from '@bondledger/domain';
import { holdsJoinKeys, type JoinKeys } from '@bondledger/sdk';
import type { Participant } from '@bondledger/sdk/api';
import type { Handlers } from '../http/handler.js';
import { JOINED_TOKEN_DAYS, PASSPHRASE_BYTES } from '../limits.js';
import type { Principal } from '../people/principal.js';
import { readDay } from '../start/information-handlers.js';
import type { Services } from '../start/services.js';
import { administer } from './administer.js';
import { GATEWAY_RIGHTS } from './gateway-tokens.js';
import { issuesWith, participantsWithKeys } from './read-registry.js';

type RegistryServices = Pick<Services, 'transport' | 'desks' | 'demo' | 'people' | 'now'>;

type Names =
  | 'setDay'
  | 'participants'
  | 'addParticipant'
  | 'setParticipantStatus'
  | 'revokeKey'
  | 'issues'
  | 'addIssue'
  | 'holidays'
  | 'addHolidays';

/** The registry: everybody reads it, and KSD writes it by signed instructions. */
export function registryHandlers(services: RegistryServices): Pick<Handlers, Names> {
  const { transport, desks } = services;
  return {
    setDay: async ({ body, principal }) => {
      await administer(desks, principal, { step: 'SET_DAY', data: body });
      return readDay(services);
    },
    participants: async () => ({ participants: [...(await participantsOf(services))] }),
    addParticipant: ({ body, principal }) => addParticipant(services, principal, body),
    setParticipantStatus: async ({ params: { code }, body, principal }) => {
      const data = { code, reason: principal.id };
      await administer(
        desks,
        principal,
        body.status === 'ACTIVE'
          ? { step: 'RESUME_PARTICIPANT', data: { code } }
          : { step: 'SUSPEND_PARTICIPANT', data },
      );
      return participant(services, code);
    },
    revokeKey: async ({ params: { keyId }, principal }) => {
      const data = { keyId, reason: principal.id };
      await administer(desks, principal, { step: 'REVOKE_KEY', data });
      return null;
    },
    issues: async ({ query }) => ({ issues: [...(await issuesWith(transport, query.text))] }),
    addIssue: async ({ body, principal }) => {
      const { instrumentType, isin, maturityDate, name } = body;
      const data = { instrumentType, isin, maturityDate, name: { en: name.en, ko: name.ko } };
      await administer(desks, principal, { step: 'REGISTER_ISSUE', data });
      return body;
    },
    holidays: () => holidaysOf(services),
    addHolidays: async ({ body, principal }) => {
      const data = { holidays: body.dates };
      await administer(desks, principal, { step: 'ADD_HOLIDAYS', data });
      return holidaysOf(services);
    },
  };
}

/** A day of the ledger's calendar; what an operator declared has no name there. */
export interface NamedHoliday {
  readonly date: string;
  readonly name?: { readonly ko: string; readonly en: string };
}

function namedOf(date: string): NamedHoliday {
  const name = holidayName(date);
  return name === undefined ? { date } : { date, name };
}

/** The holidays of the ledger's calendar. */
export async function holidaysOf({
  transport,
}: Pick<RegistryServices, 'transport'>): Promise<{ holidays: NamedHoliday[] }> {
  const values = await transport.read([CALENDAR_KEY]);
  const calendar = readRegistry<CalendarRecord>(values.get(CALENDAR_KEY));
  return { holidays: (calendar?.holidays ?? []).map(namedOf) };
}

/** Everyone in the registry, with keys. */
export function participantsOf({
  transport,
  desks,
}: Pick<RegistryServices, 'transport' | 'desks'>): Promise<readonly Participant[]> {
  const served = new Set(desks.all().map(({ code }) => code));
  return participantsWithKeys(transport, (code) => served.has(code));
}

async function participant(services: RegistryServices, code: string): Promise<Participant> {
  const found = (await participantsOf(services)).find((each) => each.code === code);
  if (found !== undefined) return found;
  throw new BondledgerError({ code: 'PARTICIPANT_UNKNOWN', params: { participant: code } });
}

type AddCall = Parameters<Handlers['addParticipant']>[0];

/**
 * A participant without a peer joins the demo. It makes its keys at home, and tells the public
 * halves; where it tells none they are made here, answered once in a key store of its own
 * passphrase, and kept nowhere.
 */
async function addParticipant(
  services: RegistryServices,
  principal: Principal,
  { code, name, roles, coEndorser = BOK, keys }: AddCall['body'],
): Promise<Awaited<ReturnType<Handlers['addParticipant']>>> {
  const { demo, people, transport } = services;
  if (demo === undefined) throw new BondledgerError({ code: 'DEMO_ONLY' });
  if (keys !== undefined && !holdsJoinKeys(nodeCrypto, code, transport.ledgerId, keys)) {
    throw new BondledgerError({ code: 'SIGNATURE_INVALID' });
  }
  const token = await people.tokens.add({
    institution: code,
    name: `${code} gateway`,
    rights: GATEWAY_RIGHTS,
    days: JOINED_TOKEN_DAYS,
    createdBy: principal.id,
  });
  const passphrase = randomBytes(PASSPHRASE_BYTES).toString('base64url');
  try {
    const profile = { code, roles, name, peer: false, coEndorser };
    if (keys !== undefined) {
      const certificate = await demo.consortium.certify(profile, publicHalves(keys));
      return { participant: await participant(services, code), certificate, token: token.secret };
    }
    const keyStore = await demo.consortium.admit(profile, passphrase);
    const joined = await participant(services, code);
    return { participant: joined, keyStore, passphrase, token: token.secret };
  } catch (error) {
    await people.tokens.remove(code, token.tokenId).catch(() => undefined);
    throw error;
  }
}

const publicHalves = ({
  signing,
  sealing,
}: JoinKeys): { spki: Uint8Array; sealing: Uint8Array } => ({
  spki: fromBase64(signing) ?? new Uint8Array(),
  sealing: fromBase64(sealing) ?? new Uint8Array(),
});
