import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonFault, findNameTwice } from './json-fault.js';

describe('the place of a fault in JSON', () => {
  it.each<[text: string, line: number, column: number]>([
    ['', 1, 1],
    ['[1, 2,]', 1, 7],
    ['{"a" 1}', 1, 6],
    ['{\n  "a": 1,\n  b: 2\n}', 3, 3],
    ['{"a": 01}', 1, 8],
    ['{"a": 1.}', 1, 8],
    ['["가나", "다\n"]', 1, 10],
    ['["\\x"]', 1, 3],
    ['[1', 1, 3],
    ['[1]]', 1, 4],
    ['[1}', 1, 3],
    ['nul', 1, 1],
    ["{'a': 1}", 1, 2],
  ])('of %j is %i:%i', (text, line, column) => {
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
    expect(findJsonFault(text)).toEqual({ line, column });
  });

  it.each<[text: string, place: readonly [line: number, column: number] | undefined]>([
    ['{"a": 1, "b": {"a": 2}}', undefined],
    ['[{"a": 1}, {"a": 2}]', undefined],
    ['{"a": 1,\n  "a": 2}', [2, 3]],
    ['{"a": 1, "\\u0061": 2}', [1, 10]],
    ['[{"b": {"c": 1, "c": 1}}]', [1, 17]],
    ['{"__proto__": 1, "__proto__": 2}', [1, 18]],
  ])('of a name that stands twice in %j is %j', (text, place) => {
    const [line, column] = place ?? [];
    expect(findNameTwice(text)).toEqual(place && { line, column });
  });

  it('needs no stack', () => {
    expect(findJsonFault('['.repeat(1_000_000))).toEqual({ line: 1, column: 1_000_001 });
  });

  it('is found exactly where the platform finds one', () => {
    const law = fc.property(
      fc.json(),
      fc.nat(),
      fc.constantFrom('', '"', ',', '{', '}', '[', ']', ':', 'e', '-', '\\', '\n', '0'),
      fc.boolean(),
      (json, seed, piece, insert) => {
        const at = json.length === 0 ? 0 : seed % json.length;
        const text = json.slice(0, at) + piece + json.slice(insert ? at : at + 1);
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        expect(findJsonFault(text) === undefined).toBe(isJson);
      },
    );
    fc.assert(law, { numRuns: 2_000 });
  });
});
