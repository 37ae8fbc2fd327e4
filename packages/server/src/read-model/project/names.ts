import type { Kysely } from 'kysely';
import type { BilingualText } from '@bondledger/sdk/api';
import type { IssuesTable, ParticipantsTable, ReadTables } from '../tables.js';

/** The names of issues and institutions, as the registry has them. */
export class Names {
  readonly #issues = new Map<string, BilingualText>();
  readonly #participants = new Map<string, BilingualText>();

  async load(tables: Kysely<ReadTables>): Promise<void> {
    for (const row of await tables.selectFrom('issues').selectAll().execute()) this.#issue(row);
    const participants = await tables.selectFrom('participants').selectAll().execute();
    for (const row of participants) this.#participant(row);
  }

  learn(batch: {
    readonly issues: ReadonlyMap<string, IssuesTable>;
    readonly participants: ReadonlyMap<string, ParticipantsTable>;
  }): void {
    for (const row of batch.issues.values()) this.#issue(row);
    for (const row of batch.participants.values()) this.#participant(row);
  }

  /** The code itself where there is no name. */
  issue(isin: string): BilingualText {
    return this.#issues.get(isin) ?? { ko: isin, en: isin };
  }

  participant(code: string): BilingualText {
    return this.#participants.get(code) ?? { ko: code, en: code };
  }

  #issue({ isin, name_ko: ko, name_en: en }: IssuesTable): void {
    this.#issues.set(isin, { ko, en });
  }

  #participant({ code, name_ko: ko, name_en: en }: ParticipantsTable): void {
    this.#participants.set(code, { ko, en });
  }
}
