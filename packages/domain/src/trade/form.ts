import type { ErrorCode } from '../error/codes.js';
import { rankOf } from '../error/precedence.js';
import { accept, refuse, type Rejection, type Result } from '../error/rejection.js';
import { isInstitutionCode } from '../institution/institution.js';
import { isAmount } from '../money/amount.js';

/** The code that a member's value deserves, if any. */
export type Check = (value: unknown) => ErrorCode | undefined;

interface Member<Required extends boolean> {
  readonly required: Required;
  readonly check: Check;
}

type OptionalKeys<T> = {
  [K in keyof T]-?: Partial<Pick<T, K>> extends Pick<T, K> ? K : never;
}[keyof T];

/** Every member of T, required exactly where T requires it. */
type Members<T> = {
  readonly [K in keyof T & string]-?: Member<K extends OptionalKeys<T> ? false : true>;
};

export const required = (check: Check): Member<true> => ({ required: true, check });
export const optional = (check: Check): Member<false> => ({ required: false, check });

/** A parsed JSON object whose members are not checked yet. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A name that may stand in an answer; any other name is left out of it. */
const PRINTABLE_NAME = /^[\p{L}\p{N}_.[\]-]{1,60}$/u;

/** A rejection that names a field, where the name is fit to be shown. */
export const refuseField = (code: ErrorCode, field: string): Rejection =>
  refuse(code, PRINTABLE_NAME.test(field) ? { field } : undefined).rejection;

/** The form of a JSON object: exactly the members of T, each with its own check. */
export class Form<T extends object> {
  readonly #members: readonly (readonly [string, Member<boolean>])[];
  readonly #names: ReadonlySet<string>;

  /** @param members in the canonical order, which decides between members with the same code */
  constructor(members: Members<T>) {
    this.#members = Object.entries<Member<boolean>>(members);
    this.#names = new Set(Object.keys(members));
  }

  /** Is there such a member, required or not? */
  has(name: string): boolean {
    return this.#names.has(name);
  }

  /**
   * Takes a value that has this form. Where several members are wrong, the code that stands first
   * in the order of the codes is answered. Only own members count, so nothing is ever read from a
   * prototype.
   *
   * @param path the name of the whole value, answered with FIELD_INVALID where it is no object
   * @param prefix what stands before a member's name in the answer, such as `fund.`
   */
  read(value: unknown, path: string, prefix = ''): Result<T> {
    if (!isObject(value)) return refuse('FIELD_INVALID', { field: path });
    const rejection = this.#check(value, prefix);
    if (rejection !== undefined) return { ok: false, rejection };
    return this.#isChecked(value) ? accept(value) : refuse('FIELD_INVALID', { field: path });
  }

  #check(object: Readonly<Record<string, unknown>>, prefix: string): Rejection | undefined {
    let worst: ErrorCode | undefined;
    let worstName = '';
    let found = 0;
    for (const [name, member] of this.#members) {
      let code: ErrorCode | undefined;
      if (Object.hasOwn(object, name)) {
        found += 1;
        code = member.check(object[name]);
      } else if (member.required) {
        code = 'FIELD_MISSING';
      }
      if (code !== undefined && (worst === undefined || rankOf(code) < rankOf(worst))) {
        worst = code;
        worstName = name;
      }
    }
    const keys = Object.keys(object);
    if (worst !== 'FIELD_MISSING' && keys.length > found) {
      const unknown = keys.find((key) => !this.#names.has(key)) ?? '';
      return refuseField('FIELD_UNKNOWN', prefix + unknown);
    }
    return worst === undefined ? undefined : refuseField(worst, prefix + worstName);
  }

  /** Says to the compiler what #check has found out. */
  #isChecked(value: object): value is T {
    return this.#members.length > 0 && !Array.isArray(value);
  }
}

/** A text of a pattern. */
export const textOf =
  (pattern: RegExp): Check =>
  (value) =>
    typeof value === 'string' && pattern.test(value) ? undefined : 'FIELD_INVALID';

/** One of a list of words. */
export const wordOf = (words: readonly string[]): Check => {
  const set = new Set(words);
  return (value) => (typeof value === 'string' && set.has(value) ? undefined : 'FIELD_INVALID');
};

/** An institution's code. */
export const institution: Check = (value) =>
  typeof value === 'string' && isInstitutionCode(value) ? undefined : 'FIELD_INVALID';

/** An amount. A JSON number is a wrongly written amount; anything else is a wrong field. */
export const amount: Check = (value) => {
  if (typeof value === 'string') return isAmount(value) ? undefined : 'AMOUNT_INVALID';
  return typeof value === 'number' ? 'AMOUNT_INVALID' : 'FIELD_INVALID';
};
