import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createConsortium,
  openConsortium,
  referenceDay,
  type Consortium,
  type ReferenceDay,
} from '@bondledger/consortium';
import { openDatabase, type Database } from '@bondledger/database';
import { BondledgerError, encodeTerms } from '@bondledger/domain';
import type { ItemResult, Right, ServerEvent, StepRequest } from '@bondledger/sdk/api';
import type { Desk, Desks } from '../../src/desks/desk.js';
import type { Circumstances } from '../../src/http/handler.js';
import type { Principal } from '../../src/people/principal.js';
import { openLog } from '../../src/index.js';
import { openWork, type Work } from '../../src/steps/open-work.js';

export interface Published {
  readonly institution: string | undefined;
  readonly event: ServerEvent;
}

/** A consortium of a small reference day with what writes for it, on real files. */
export interface SmallConsortium extends AsyncDisposable {
  readonly directory: string;
  readonly day: ReferenceDay;
  readonly consortium: Consortium;
  readonly desks: Desks;
  readonly database: Database;
  readonly work: Work;
  readonly events: Published[];
  /** Closes what writes and opens it again, as a new process would. */
  reopened(): Promise<Work>;
}

export const quietObserver = {
  stage: (): void => undefined,
  refused: (): void => undefined,
  retried: (): void => undefined,
  conflicted: (): void => undefined,
  queue: (): void => undefined,
};

export async function desksOf(consortium: Consortium): Promise<Desks> {
  const profiles = new Map(
    (await consortium.participants()).map((profile) => [profile.code, profile]),
  );
  const desk = (code: string): Desk => {
    const profile = profiles.get(code);
    if (profile === undefined) {
      throw new BondledgerError({ code: 'PARTICIPANT_UNKNOWN', params: { participant: code } });
    }
    const institution = consortium.institution(code);
    return { code, institution, transport: consortium.transport, profile };
  };
  return { all: () => [...profiles.keys()].map(desk), of: desk, onJoin: () => undefined };
}

/** On PostgreSQL where its address is given, else on PGlite in the directory. */
export async function smallConsortium(
  trades: number,
  seed = '7',
  databaseUrl?: string,
): Promise<SmallConsortium> {
  const base = await mkdtemp(join(tmpdir(), 'bondledger-steps-'));
  const directory = join(base, 'demo');
  const day = referenceDay({ trades, seed });
  await createConsortium({ directory, day });
  const consortium = await openConsortium({ directory });
  const database = await openDatabase(
    databaseUrl === undefined ? { directory: join(base, 'sql') } : { url: databaseUrl },
  );
  const desks = await desksOf(consortium);
  const events: Published[] = [];
  const parts = {
    database,
    desks,
    observer: quietObserver,
    log: openLog({ level: 'silent' }),
    events: {
      publish: (institution: string | undefined, event: ServerEvent) => {
        events.push({ institution, event });
      },
    },
  };
  let work = await openWork(parts);
  return {
    directory,
    day,
    consortium,
    desks,
    database,
    events,
    get work() {
      return work;
    },
    async reopened() {
      await work.close();
      work = await openWork(parts);
      return work;
    },
    async [Symbol.asyncDispose]() {
      await work.close();
      await database.close();
      await consortium.close();
      await rm(base, { recursive: true, force: true });
    },
  };
}

export const person = (
  institution: string,
  id: string,
  rights: readonly Right[] = ['READ', 'MAKE', 'CHECK'],
): Principal => ({ kind: 'person', id, name: id, institution, rights: new Set(rights) });

/** A call as the kernel hands it over. */
export const called = <T extends object>(
  principal: Principal,
  parts: T,
): T & Circumstances<Principal> => ({
  ...parts,
  principal,
  language: 'ko',
  requestId: 'r-1',
  gone: () => new AbortController().signal,
  file: undefined,
  address: '127.0.0.1',
  keyed: undefined,
  session: undefined,
  setSession: () => undefined,
});

type Submit = Extract<StepRequest, { readonly step: 'SUBMIT' }>;

/** What a seller submits of the day. */
export const submitOf = (day: ReferenceDay, seller: string): Submit => ({
  step: 'SUBMIT',
  items: day.tickets
    .filter(({ terms }) => terms.seller === seller)
    .map(({ terms, sellerSide }) => ({ terms: encodeTerms(terms), own: sellerSide })),
});

/** One trade that a seller has, under each of some references. */
export function submitsAs(
  day: ReferenceDay,
  seller: string,
  references: readonly string[],
): Submit {
  const [item] = submitOf(day, seller).items;
  if (item === undefined) throw new Error(`${seller} sells nothing`);
  const items = references.map((reference) => ({ ...item, terms: { ...item.terms, reference } }));
  return { step: 'SUBMIT', items };
}

export const statusesOf = (results: readonly ItemResult[]): readonly string[] =>
  results.map(({ status, code }) => code ?? status);
