import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from './codes.js';
import { SENTENCES, sentenceOf } from './sentence.js';

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name).sort();

describe('the sentences', () => {
  it('are those of the codes and no others', () => {
    expect(Object.keys(SENTENCES)).toEqual([...ERROR_CODES]);
  });

  it('are no two alike', () => {
    for (const language of ['en', 'ko'] as const) {
      const texts = ERROR_CODES.map((code) => SENTENCES[code][language]);
      expect(new Set(texts).size).toBe(texts.length);
    }
  });

  describe.each(ERROR_CODES)('%s', (code) => {
    const { en, ko } = SENTENCES[code];

    it('says it in English and in formal Korean', () => {
      expect(en).toMatch(/^[A-Z][^가-힣]*; [^가-힣]*[A-Za-z]\.$/);
      expect(ko).toMatch(/[가-힣]/);
      expect(ko).toMatch(/(?:십시오|습니다)\.$/);
      expect(ko).not.toMatch(/(?:아요|어요|해요|에요|세요)[.\s]/);
    });

    it('has the same words to fill in', () => {
      expect(placeholders(ko)).toEqual(placeholders(en));
      expect(placeholders(en).every((name) => /^[A-Za-z]+$/.test(name))).toBe(true);
    });

    it.each(['en', 'ko'] as const)(
      'reads well in %s with no word and with all of them',
      (language) => {
        const bare = sentenceOf({ code }, language);
        expect(bare).not.toMatch(/[{}]| {2}| [.,;)]|\( /);
        const params = Object.fromEntries(placeholders(en).map((name) => [name, `<${name}>`]));
        const full = sentenceOf({ code, params }, language);
        for (const name of Object.keys(params)) {
          expect(full).toContain(`<${name}>`);
          expect(bare).not.toContain(`<${name}>`);
        }
        expect(full).not.toMatch(/[{}]/);
      },
    );
  });
});

describe('sentenceOf', () => {
  it('fills in what it is given', () => {
    const rejection = { code: 'FIELD_MISSING', params: { field: 'isin' } } as const;
    expect(sentenceOf(rejection, 'en')).toBe('A required field (isin) is missing; fill it in.');
    expect(sentenceOf(rejection, 'ko')).toBe('필수 항목(isin)이 빠졌습니다. 값을 채우십시오.');
  });

  it('leaves out the brackets of what it is not given', () => {
    expect(sentenceOf({ code: 'FIELD_MISSING' }, 'en')).toBe(
      'A required field is missing; fill it in.',
    );
    expect(sentenceOf({ code: 'CSV_MALFORMED', params: { line: '3' } }, 'en')).toBe(
      'The CSV file has a fault; correct it there.',
    );
    expect(sentenceOf({ code: 'FIELD_MISSING', params: { field: '' } }, 'ko')).toBe(
      '필수 항목이 빠졌습니다. 값을 채우십시오.',
    );
  });

  it('takes no word from a prototype and none of a pattern', () => {
    const params: Record<string, string> = Object.create({ field: 'inherited' });
    expect(sentenceOf({ code: 'FIELD_MISSING', params }, 'en')).not.toContain('inherited');
    expect(sentenceOf({ code: 'FIELD_MISSING', params: { field: '$& {limit}' } }, 'en')).toBe(
      'A required field ($& {limit}) is missing; fill it in.',
    );
  });
});
