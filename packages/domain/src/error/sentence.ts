import type { ErrorCode } from './codes.js';
import type { Rejection } from './rejection.js';
import { ADMINISTRATION_SENTENCES } from './sentences/administration.js';
import { BATCH_SENTENCES } from './sentences/batch.js';
import { CLIENT_SENTENCES } from './sentences/client.js';
import { EVIDENCE_SENTENCES } from './sentences/evidence.js';
import { FABRIC_SENTENCES } from './sentences/fabric.js';
import { INSTRUCTION_SENTENCES } from './sentences/instruction.js';
import { RULE_SENTENCES } from './sentences/rules.js';
import { SERVER_SENTENCES } from './sentences/server.js';
import { SETTLEMENT_SENTENCES } from './sentences/settlement.js';
import { STORE_SENTENCES } from './sentences/store.js';
import { TRADE_SENTENCES } from './sentences/trade.js';

export type Language = 'en' | 'ko';

/**
 * One code in both languages. A `{param}` always stands inside round brackets, and the brackets go
 * where the rejection does not name that param, so every sentence reads well without any.
 */
export interface Sentence {
  readonly en: string;
  readonly ko: string;
}

/** Every code's sentences. They say what to do, may be reworded, and are never parsed. */
export const SENTENCES: Readonly<Record<ErrorCode, Sentence>> = {
  ...BATCH_SENTENCES,
  ...INSTRUCTION_SENTENCES,
  ...TRADE_SENTENCES,
  ...RULE_SENTENCES,
  ...SETTLEMENT_SENTENCES,
  ...ADMINISTRATION_SENTENCES,
  ...CLIENT_SENTENCES,
  ...STORE_SENTENCES,
  ...EVIDENCE_SENTENCES,
  ...FABRIC_SENTENCES,
  ...SERVER_SENTENCES,
};

const BRACKETED = / ?\([^()]*\{[^()]*\)/g;
const PLACEHOLDER = /\{([A-Za-z]+)\}/g;

const isKnown = (params: Readonly<Record<string, string>>, name: string): boolean =>
  Object.hasOwn(params, name) && params[name] !== '';

/**
 * The sentence of a rejection in a language.
 *
 * @example sentenceOf({ code: 'FIELD_MISSING', params: { field: 'isin' } }, 'en')
 */
export const sentenceOf = (rejection: Rejection, language: Language): string => {
  const params = rejection.params ?? {};
  return SENTENCES[rejection.code][language].replace(BRACKETED, (brackets) => {
    for (const [, name = ''] of brackets.matchAll(PLACEHOLDER)) {
      if (!isKnown(params, name)) return '';
    }
    return brackets.replace(PLACEHOLDER, (_, name: string) => params[name] ?? '');
  });
};
