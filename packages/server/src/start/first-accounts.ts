import { BOK, KSD, type Language } from '@bondledger/domain';
import type { Right } from '@bondledger/sdk/api';
import type { Desk } from '../desks/desk.js';
import { drawPassword } from '../people/password.js';
import type { People } from '../people/people.js';

/** An account that the server made at its first start; its password is shown this once. */
export interface FirstAccount {
  readonly user: string;
  readonly password: string;
  readonly institution: string;
  readonly name: Readonly<Record<Language, string>>;
  readonly rights: readonly Right[];
}

/** Each institution has one who makes, another who checks, and one who administers. */
const PERSONS: readonly (readonly [person: string, rights: readonly Right[]])[] = [
  ['maker', ['READ', 'MAKE']],
  ['checker', ['READ', 'MAKE', 'CHECK']],
  ['admin', ['READ', 'ADMINISTER', 'AUDIT', 'OPERATE']],
];

/** The makers of KSD and BOK also move the day, the registry and the drive. */
const OPERATES = new Set<string>([KSD, BOK]);

/** Makes the one account from which a served institution makes all others, where it has none. */
export async function makeFirstAdministrator(
  people: People,
  desks: readonly Desk[],
): Promise<readonly FirstAccount[]> {
  const accounts = desks
    .filter(({ code }) => people.list(code).length === 0)
    .map(({ code, profile: { name } }) => ({
      user: `${code.toLowerCase()}-admin`,
      password: drawPassword(),
      institution: code,
      name,
      rights: ['READ', 'ADMINISTER', 'AUDIT'] as const,
    }));
  await addAll(people, accounts);
  return accounts;
}

/** Makes the accounts of institutions that have none. */
export async function makeDemoAccounts(
  people: People,
  desks: readonly Desk[],
): Promise<readonly FirstAccount[]> {
  const accounts = desks
    .filter(({ code }) => people.list(code).length === 0)
    .flatMap(({ code, profile }) =>
      PERSONS.map(([person, rights]): FirstAccount => {
        const more: readonly Right[] = person === 'maker' && OPERATES.has(code) ? ['OPERATE'] : [];
        const user = `${code.toLowerCase()}-${person}`;
        const all = [...rights, ...more];
        const { name } = profile;
        return { user, password: drawPassword(), institution: code, name, rights: all };
      }),
    );
  await addAll(people, accounts);
  return accounts;
}

async function addAll(people: People, accounts: readonly FirstAccount[]): Promise<void> {
  for (const { user, password, institution, rights } of accounts) {
    await people.add({ user, name: user, institution, rights, password, drawn: true });
  }
}
