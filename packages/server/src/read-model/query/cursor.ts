import { createHash } from 'node:crypto';
import { BondledgerError } from '@bondledger/domain';

/** Where a page ended: the value by which it is sorted, and the trade. */
export interface Cursor {
  readonly value: string;
  readonly tradeId: string;
}

const QUESTION_CHARACTERS = 12;

/** A short name of a question: a cursor is good for the one that it was given for. */
export const questionOf = (question: object): string =>
  createHash('sha256')
    .update(JSON.stringify(question))
    .digest('base64url')
    .slice(0, QUESTION_CHARACTERS);

export const encodeCursor = (question: string, { value, tradeId }: Cursor): string =>
  Buffer.from(JSON.stringify([question, value, tradeId])).toString('base64url');

/** @throws BondledgerError REQUEST_MALFORMED where it is no cursor of this question */
export function decodeCursor(question: string, text: string): Cursor {
  const parts = parsed(text);
  if (Array.isArray(parts)) {
    const [given, value, tradeId] = parts as readonly unknown[];
    const isText = typeof value === 'string' && typeof tradeId === 'string';
    if (given === question && isText) return { value, tradeId };
  }
  throw new BondledgerError({ code: 'REQUEST_MALFORMED', params: { field: 'cursor' } });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
