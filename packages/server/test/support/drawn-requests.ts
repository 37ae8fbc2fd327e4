import fc from 'fast-check';
import { jsonOf, spoils, valuesOf, wrongTexts, type Pool } from './drawn-values.js';
import type { Operation, Parameter } from './open-api.js';

/** A header that stands there several times has several values; undefined takes one out. */
type Header = string | readonly string[] | undefined;

/** A request as it is sent, and by whom. */
export interface DrawnRequest {
  readonly operation: string;
  readonly who: string;
  readonly method: string;
  readonly address: string;
  /** Instead of those that a right request of this person has. */
  readonly headers: Readonly<Record<string, Header>>;
  readonly body?: Uint8Array;
}

/**
 * Requests of the document, most of them broken in a way or three.
 *
 * @param people who is drawn for an operation: most often somebody who may
 */
export function requestsOf(
  operations: readonly Operation[],
  people: (operation: Operation) => fc.Arbitrary<string>,
  pool: Pool,
): fc.Arbitrary<DrawnRequest> {
  const each = operations.map((operation) => {
    const arbitrary = fc
      .record({
        who: people(operation),
        address: addressesOf(operation, pool),
        body: bodiesOf(operation, pool),
        headers: fc.oneof(
          { weight: 4, arbitrary: fc.constant({}) },
          { weight: 1, arbitrary: wrongHeaders },
        ),
      })
      .map(({ who, address, body, headers }): DrawnRequest => {
        const { operationId, method } = operation;
        const type = body === undefined ? {} : { 'content-type': body.type };
        const rest = { who, method, address, headers: { ...type, ...headers } };
        return { operation: operationId, ...rest, ...(body && { body: body.bytes }) };
      });
    return { weight: weightOf(operation), arbitrary };
  });
  return fc.oneof(...each);
}

const piece = (text: string): string => encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'));

/** A write has more to be wrong in than a read, and steps are of twenty kinds. */
const weightOf = ({ method, operationId }: Operation): number =>
  operationId === 'takeSteps' ? 10 : method === 'GET' ? 1 : 3;

/** Parts of an address that are wrong, written as they stand in it. */
const wrongPieces = fc.oneof(
  wrongTexts.map((text) => piece(text).slice(0, 12_000)),
  fc.constantFrom('%', '%zz', '%ED%A0%80', '%FF', '%00', '..%2f..', '%2e%2e', '+', 'a%2Fb', ';'),
);

const rarely = <T>(wrong: fc.Arbitrary<T>, right: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 1, arbitrary: wrong }, { weight: 4, arbitrary: right });

/** A part of an address for a parameter; undefined leaves one out that may be. */
const pieceOf = ({ schema }: Parameter, pool: Pool): fc.Arbitrary<string> =>
  rarely(
    wrongPieces,
    valuesOf(schema, pool).map((value) => piece(typeof value === 'string' ? value : jsonOf(value))),
  );

function addressesOf({ path, parameters = [] }: Operation, pool: Pool): fc.Arbitrary<string> {
  const inPath = parameters.filter((each) => each.in === 'path');
  const inQuery = parameters.filter((each) => each.in === 'query');
  const params = fc.record(
    Object.fromEntries(inPath.map((each) => [each.name, pieceOf(each, pool)])),
  );
  const queries = inQuery.map((each) =>
    fc
      .tuple(fc.integer({ min: 0, max: 9 }), pieceOf(each, pool))
      // Most conditions are left out: with all of them nothing is found.
      .map(([dice, text]) =>
        dice < 3 || (each.required === true && dice < 9) ? [`${each.name}=${text}`] : [],
      ),
  );
  return fc
    .tuple(params, fc.tuple(...queries), rarely(extras, fc.constant([] as readonly string[])))
    .map(([named, query, extra]) => {
      const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => inPlace(named[name]));
      const search = [...query.flat(), ...extra].join('&');
      return (search === '' ? filled : `${filled}?${search}`).slice(0, 14_000);
    });
}

/** An empty part would make it the address of another route. */
const inPlace = (text = ''): string => (text === '' ? '-' : text);

/** What else may stand in a query: names twice, unknown ones, lists, names of an object's kind. */
const extras: fc.Arbitrary<readonly string[]> = fc.array(
  fc
    .tuple(
      fc.constantFrom('limit', 'cursor', 'tradeId', 'limit[]', 'tradeId[$gt]', '__proto__', 'x'),
      wrongPieces,
    )
    .map(([name, text]) => `${name}=${text}`),
  { minLength: 1, maxLength: 3 },
);

interface Body {
  readonly type: string;
  readonly bytes: Uint8Array;
}

function bodiesOf(
  { method, operationId, requestBody }: Operation,
  pool: Pool,
): fc.Arbitrary<Body | undefined> {
  if (method === 'GET') return fc.constant(undefined);
  if (operationId === 'previewImport') return rarely(fc.constant(undefined), files);
  if (requestBody === undefined) return rarely(jsonBodies(fc.jsonValue()), fc.constant(undefined));
  const { 'application/json': json } = requestBody.content;
  if (json !== undefined) return rarely(texts, jsonBodies(valuesOf(json.schema, pool)));
  return fc.uint8Array().map((bytes) => ({ type: 'application/octet-stream', bytes }));
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const asJson = (bytes: Uint8Array): Body => ({ type: 'application/json', bytes });

const jsonBodies = (values: fc.Arbitrary<unknown>): fc.Arbitrary<Body> =>
  fc
    .tuple(values, fc.oneof(fc.constant([]), fc.array(spoils, { minLength: 1, maxLength: 2 })))
    .map(([value, changes]) => changes.reduce((spoilt, change) => change(spoilt), value))
    .map((value) => asJson(utf8(jsonOf(value))));

/** What is hardly JSON at all. */
const texts: fc.Arbitrary<Body> = fc.oneof(
  fc.uint8Array({ maxLength: 60 }).map(asJson),
  fc
    .tuple(fc.json(), fc.nat(), fc.string({ maxLength: 3 }))
    .map(([text, at, wrong]) => asJson(utf8(text.slice(0, at % (text.length + 1)) + wrong))),
  fc
    .constantFrom(
      '{"step":"SETTLE","step":"SUBMIT","items":[]}',
      '\ufeff{}',
      '{"a":1}{"a":2}',
      '"\\ud800"',
      '[1,]',
      '{"__proto__":{"step":"SETTLE"}}',
      '1e999',
      '['.repeat(100_000),
      '{"a":'.repeat(50_000),
    )
    .map((text) => asJson(utf8(text))),
  fc.json().map((text) => asJson(Buffer.from(text, 'utf16le'))),
);

const files: fc.Arbitrary<Body> = fc
  .tuple(
    fc.constantFrom('application/octet-stream', 'text/csv', 'text/csv; charset=euc-kr'),
    fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc
        .array(fc.constantFrom('reference', ',', '\n', '\r', '"', '=1+1', '가', '\u0000', '1'))
        .map((parts) => utf8(parts.join(''))),
      fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from([0x50, 0x4b, 3, 4, ...bytes])),
    ),
  )
  .map(([type, bytes]) => ({ type, bytes }));

const WRONG_HEADERS: Readonly<Record<string, fc.Arbitrary<Header>>> = {
  'content-type': fc.constantFrom(
    undefined,
    'text/plain',
    'application/json; charset=utf-16',
    'application/xml',
    'multipart/form-data',
    'application/',
    ';',
  ),
  'idempotency-key': fc.constantFrom<Header>(
    undefined,
    '',
    'short',
    'x'.repeat(101),
    'a key of words',
    'again-and-again',
    ['twice-and-other', 'twice-and-another'],
  ),
  'x-csrf-token': fc.constantFrom(undefined, '', 'wrong', 'x'.repeat(5_000)),
  authorization: fc.constantFrom('Bearer', 'Bearer x', 'Basic YTpi', `Bearer ${'x'.repeat(201)}`),
  cookie: fc.constantFrom('', 'bondledger-session=', 'bondledger-session=x; a=b; ;;', '=;%'),
  'accept-language': fc.constantFrom('ko', 'xx', '*', ','.repeat(500)),
  'last-event-id': fc.constantFrom('', '-1', 'x', '9'.repeat(300), '1:2:3'),
  origin: fc.constantFrom('null', 'http://elsewhere.example', 'x'),
  accept: fc.constantFrom('text/html', 'x/y', ''),
  expect: fc.constantFrom('nothing'),
  'content-encoding': fc.constantFrom('gzip', 'x'),
};

const wrongHeaders: fc.Arbitrary<DrawnRequest['headers']> = fc
  .array(
    fc.oneof(
      ...Object.entries(WRONG_HEADERS).map(([name, values]) =>
        values.map((value) => [name, value] as const),
      ),
    ),
    { minLength: 1, maxLength: 2 },
  )
  .map((entries) => Object.fromEntries(entries));
