import { z } from 'zod';
import type { Route } from '@bondledger/sdk/api';
import type { Shape } from './open-api.js';

/** Texts that fit the patterns of the API's identifiers. */
const TEXTS = [
  '1000000',
  '2026-09-22',
  '2026-09-21T05:04:03.000Z',
  'HBSEC',
  'KR103502GE60',
  '20260921-0123456789ABCDEFGHJKMNPQRS',
  '20260921-C0123456789ABC',
  '20260921-0123456789ABC-1',
  'a'.repeat(64),
  'kim.min',
  'A-01',
];

/** What no field, or nearly none, may be. */
export const WRONG: readonly unknown[] = [
  null,
  true,
  -1,
  0.5,
  1e308,
  '',
  ' ',
  '\u0000',
  '../../etc/passwd',
  "'; drop table users; --",
  '가'.repeat(3_000),
  '9'.repeat(400),
  '2026-02-30',
  'NaN',
  [],
  [[]],
  {},
  { length: 1e9 },
];

export const jsonSchemaOf = (schema: z.ZodType): Shape =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape;

/** A value that fits a schema, all of its fields filled in, for each of its variants. */
export function samplesOf(shape: Shape, root = shape): readonly unknown[] {
  if (shape.$ref !== undefined) {
    const named = root.$defs?.[shape.$ref.replace('#/$defs/', '')];
    return named === undefined ? [null] : samplesOf(named, root);
  }
  if ('const' in shape) return [shape.const];
  if (shape.enum !== undefined) return [shape.enum[0]];
  const variants = shape.anyOf ?? shape.oneOf;
  if (variants !== undefined) return variants.flatMap((each) => samplesOf(each, root));
  if (shape.properties !== undefined) {
    const fields = Object.entries(shape.properties).map(
      ([name, field]) => [name, samplesOf(field, root)[0]] as const,
    );
    return [Object.fromEntries(fields)];
  }
  if (shape.type === 'array') {
    const item = samplesOf(shape.items ?? {}, root)[0];
    return [Array.from({ length: Math.max(1, shape.minItems ?? 1) }, () => item)];
  }
  if (shape.type === 'string') return [textFor(shape)];
  if (shape.type === 'integer' || shape.type === 'number') return [Math.max(1, shape.minimum ?? 1)];
  return [shape.type === 'boolean'];
}

const textFor = ({ pattern, example }: Shape): unknown =>
  example ?? TEXTS.find((text) => pattern === undefined || new RegExp(pattern).test(text)) ?? 'x';

type Path = readonly (string | number)[];

/** Every place in a value, the value itself as the first one. */
export function placesIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([name, member]) =>
    placesIn(member, [...path, Array.isArray(value) ? Number(name) : name]),
  );
  return [path, ...inner];
}

/** The value with another one at a place; undefined takes the place out. */
export function withAt(value: unknown, [first, ...rest]: Path, wrong: unknown): unknown {
  if (first === undefined) return wrong;
  if (Array.isArray(value)) {
    return value.map((each, at) => (at === first ? withAt(each, rest, wrong) : (each as unknown)));
  }
  const fields = value as Readonly<Record<string, unknown>>;
  return { ...fields, [first]: withAt(fields[first.toString()], rest, wrong) };
}

/** The address of a route for a sample of its parameters and query. */
export function addressOf(route: Route, params: unknown, query: unknown): string {
  const named = Object(params) as Readonly<Record<string, unknown>>;
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encode(named[name]));
  const search = Object.entries(Object(query) as Readonly<Record<string, unknown>>)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encode(value)}`);
  return search.length === 0 ? path : `${path}?${search.join('&')}`;
}

const encode = (value: unknown): string =>
  encodeURIComponent(typeof value === 'string' ? value : JSON.stringify(value));
