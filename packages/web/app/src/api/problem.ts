import { sentenceOf, type ErrorCode, type Language } from '@bondledger/domain';
import type { ProblemDetails } from '@bondledger/sdk/api';

/** What went wrong with a call, in the catalogue's words. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    readonly code: ErrorCode,
    readonly status: number,
    readonly sentence: { readonly ko: string; readonly en: string },
    readonly faults: readonly { readonly pointer: string; readonly detail: string }[] = [],
  ) {
    super(`${code}: ${sentence.en}`);
  }
}

/** Nobody answered, or something that is no server of ours. */
export const serverUnreachable = (): ApiProblem =>
  new ApiProblem('SERVER_UNREACHABLE', 0, {
    ko: sentenceOf({ code: 'SERVER_UNREACHABLE' }, 'ko'),
    en: sentenceOf({ code: 'SERVER_UNREACHABLE' }, 'en'),
  });

const isProblem = (value: unknown): value is ProblemDetails =>
  typeof value === 'object' && value !== null && 'code' in value && 'sentence' in value;

/** The problem of an answer that is no success; something between us and the server may speak. */
export function problemOf(status: number, body: unknown): ApiProblem {
  if (!isProblem(body)) return serverUnreachable();
  return new ApiProblem(body.code, status, body.sentence, body.errors);
}

export const asProblem = (error: unknown): ApiProblem =>
  error instanceof ApiProblem ? error : serverUnreachable();

/** What is read from does not have all blocks yet: the same question is soon answered. */
export const isCatchingUp = (error: unknown): boolean =>
  error instanceof ApiProblem && error.code === 'READ_MODEL_BUILDING';

/** A sentence and its code, as it stands at a field or in a row. */
export const problemText = (problem: ApiProblem, language: Language): string =>
  `${problem.code} ${problem.sentence[language]}`;
