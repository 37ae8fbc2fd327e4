import fc from 'fast-check';
import type { OpenApi, Shape } from './open-api.js';

/** What values are drawn from beside their schemas. */
export interface Pool {
  readonly api: OpenApi;
  /** Identifiers and other words of the world behind the server: some values mean something. */
  readonly words: readonly string[];
  /** Words that are never drawn: what would run, or end, the day of its own. */
  readonly never: ReadonlySet<unknown>;
}

/** Texts that something may stumble over. */
const ODD: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\u001b[2J',
  '\r\nset-cookie: a=b',
  '\ud800',
  '\udc00\ud800',
  '\ufeffHBSEC',
  '\u202eHBSEC',
  '한글증권'.normalize('NFD'),
  '../../../etc/passwd',
  "' or 1=1; drop table users; --",
  '%_\\',
  '${jndi:ldap://x}',
  '<script>alert(1)</script>',
  '__proto__',
  'constructor',
  'NaN',
  '1e3',
  '-1',
  '2026-02-30',
  '9'.repeat(400),
];

/** Values that fit a schema. */
export function valuesOf(named: Shape, pool: Pool): fc.Arbitrary<unknown> {
  const shape = pool.api.resolved(named);
  if ('const' in shape) return fc.constant(shape.const);
  if (shape.enum !== undefined) {
    return fc.constantFrom(...shape.enum.filter((word) => !pool.never.has(word)));
  }
  const variants = shape.anyOf ?? shape.oneOf;
  if (variants !== undefined) return fc.oneof(...variants.map((each) => valuesOf(each, pool)));
  const { type = 'any' } = shape;
  return OF_TYPE[type]?.(shape, pool) ?? fc.jsonValue();
}

type Draw = (shape: Shape, pool: Pool) => fc.Arbitrary<unknown>;

const wholes: Draw = ({ minimum: min = 0, maximum: max = 1_000_000 }) => {
  const small = fc.integer({ min, max: Math.min(max, min + 20) });
  return fc.oneof({ weight: 5, arbitrary: small }, { weight: 1, arbitrary: fc.constant(max) });
};

const OF_TYPE: Readonly<Record<string, Draw>> = {
  object: objectsOf,
  array: ({ items = {}, minItems = 0, maxItems = 3 }, pool) => {
    const bounds = { minLength: minItems, maxLength: Math.min(maxItems, minItems + 2) };
    return fc.array(valuesOf(items, pool), bounds);
  },
  string: textsOf,
  integer: wholes,
  number: wholes,
  boolean: () => fc.boolean(),
};

function objectsOf({ properties = {}, required = [] }: Shape, pool: Pool): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties).map(
    ([name, field]) => [name, valuesOf(field, pool)] as const,
  );
  const options = { requiredKeys: required.filter((name) => Object.hasOwn(properties, name)) };
  return fc.record<Record<string, unknown>>(Object.fromEntries(fields), options);
}

function textsOf(shape: Shape, { words }: Pool): fc.Arbitrary<string> {
  const { pattern, minLength = 0, maxLength = 40 } = shape;
  const form = pattern === undefined ? undefined : new RegExp(pattern);
  const fits = ({ length }: string): boolean => length >= minLength && length <= maxLength;
  const bounds = { minLength, maxLength: Math.min(maxLength, minLength + 30) };
  const drawn =
    form === undefined
      ? fc.oneof(fc.string({ unit: 'grapheme', ...bounds }), fc.constantFrom(...ODD)).filter(fits)
      : fc.stringMatching(form);
  const fitting = words.filter((word) => (form?.test(word) ?? true) && fits(word));
  return fitting.length === 0
    ? drawn
    : fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...fitting) }, drawn);
}

const MARK = '\uf8ffraw:';

/** Numbers as no value of JavaScript is written: the mark is taken away from the text. */
const numbers = fc
  .constantFrom('1e400', '-1e400', '-0', '1E5', '1e-7', '0.1', '-1', '9007199254740993', '1.0')
  .map((token) => MARK + token);

/** The JSON of a value, with its raw numbers. */
export const jsonOf = (value: unknown): string =>
  ((JSON.stringify(value) as string | undefined) ?? '').replace(
    new RegExp(`"${MARK}([^"]*)"`, 'g'),
    (_, token: string) => token,
  );

/** Texts that no field, or nearly none, may be. */
export const wrongTexts = fc.oneof(
  fc.constantFrom(...ODD),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.integer({ min: 100, max: 30_000 }).map((length) => '가'.repeat(length)),
);

const deep = fc.tuple(fc.integer({ min: 2, max: 400 }), fc.boolean()).map(([depth, isList]) => {
  let value: unknown = 1;
  for (let at = 0; at < depth; at += 1) value = isList ? [value] : { a: value };
  return value;
});

const wrongs: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, true, false, [], {}, [[]], { length: 1e9 }),
  numbers,
  wrongTexts,
  deep,
  fc.jsonValue(),
);

const names = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    '',
    '$ref',
  ),
  fc.string({ maxLength: 300 }),
);

type Path = readonly string[];
type Change = (value: unknown) => unknown;

/** One way of breaking a value, in one of its places. */
export const spoils: fc.Arbitrary<Change> = fc
  .tuple(
    fc.nat(),
    fc.oneof(
      wrongs.map(
        (wrong): Change =>
          () =>
            wrong,
      ),
      fc.constant<Change>(() => undefined),
      fc.tuple(names, wrongs).map(([name, wrong]): Change => added(name, wrong)),
      fc.constantFrom(0, 2, 51, 101, 300).map((length): Change => ofLength(length)),
      fc.constantFrom(...DISTORTIONS()).map((distort): Change => onText(distort)),
    ),
  )
  .map(([place, change]) => (value) => {
    const places = placesIn(value);
    return changedAt(value, places[place % places.length] ?? [], change);
  });

const added =
  (name: string, wrong: unknown): Change =>
  (value) =>
    typeof value !== 'object' || value === null || Array.isArray(value)
      ? { [name]: value }
      : Object.fromEntries([...Object.entries(value), [name, wrong]]);

const ofLength =
  (length: number): Change =>
  (value) => {
    const each: unknown = Array.isArray(value) ? value[0] : value;
    return Array.from({ length }, () => each);
  };

const onText =
  (distort: (text: string) => string): Change =>
  (value) =>
    typeof value === 'string' ? distort(value) : [value];

function DISTORTIONS(): readonly ((text: string) => string)[] {
  return [
    (text) => text.toLowerCase(),
    (text) => ` ${text}`,
    (text) => `${text}\n`,
    (text) => text.slice(1),
    (text) => text + text,
    (text) => `${text}\u0000`,
    (text) => `${text}\ud83d`,
    (text) => `${text}가`.normalize('NFD'),
    (text) => text.replace(/[0-9]/g, '٣'),
  ];
}

function placesIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null || path.length > 8) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([name, member]) => placesIn(member, [...path, name])),
  ];
}

function changedAt(value: unknown, [first, ...rest]: Path, change: Change): unknown {
  if (first === undefined) return change(value);
  const entries = Object.entries(value as object).map(([name, member]) => [
    name,
    name === first ? changedAt(member, rest, change) : (member as unknown),
  ]);
  return Array.isArray(value)
    ? entries.map(([, member]) => member)
    : (Object.fromEntries(entries) as unknown);
}
