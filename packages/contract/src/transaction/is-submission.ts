import type { Submission } from './opening.js';

type Members = Readonly<Record<string, unknown>>;

const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null;
const isBytes = (value: unknown): boolean => value instanceof Uint8Array;
const isBytesOrAbsent = (value: unknown): boolean => value === undefined || isBytes(value);
const isText = (value: unknown): boolean => typeof value === 'string';
const isListOf = (value: unknown, is: (entry: Members) => boolean): boolean =>
  Array.isArray(value) && value.every((entry: unknown) => isMembers(entry) && is(entry));

const isInstruction = (parts: Members): boolean =>
  isText(parts['core']) &&
  isText(parts['side']) &&
  isBytes(parts['coreSalt']) &&
  isBytes(parts['sideSalt']);

const isTradeOpening = (trade: Members): boolean =>
  isText(trade['tradeId']) &&
  isBytes(trade['coreKey']) &&
  isBytesOrAbsent(trade['sellerKey']) &&
  isBytesOrAbsent(trade['buyerKey']);

const isHoldingOpening = (holding: Members): boolean =>
  isText(holding['account']) &&
  isText(holding['isin']) &&
  isText(holding['name']) &&
  isBytes(holding['key']);

const isOpening = (opening: Members): boolean =>
  isListOf(opening['trades'], isTradeOpening) &&
  (opening['holdings'] === undefined || isListOf(opening['holdings'], isHoldingOpening)) &&
  isBytesOrAbsent(opening['grants']) &&
  isBytesOrAbsent(opening['chainKey']) &&
  isBytesOrAbsent(opening['paymentKey']);

/**
 * Has the value the shape of a submission? What comes in at a door may not have been compiled:
 * the rules only look at what has this shape, and refuse in it what is wrong.
 */
export function isSubmission(value: unknown): value is Submission {
  if (!isMembers(value)) return false;
  const { batch, opening } = value;
  return (
    isMembers(batch) &&
    isText(batch['header']) &&
    isBytes(batch['signature']) &&
    isListOf(batch['instructions'], isInstruction) &&
    isMembers(opening) &&
    isBytes(opening['receiptKey']) &&
    isListOf(opening['instructions'], isOpening)
  );
}
