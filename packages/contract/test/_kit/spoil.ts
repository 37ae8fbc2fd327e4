import type { SideWire } from '@bondledger/domain';
import {
  encodeCorePart,
  encodeSidePart,
  type CorePart,
  type JsonObject,
  type SidePart,
  type TradeOpening,
} from '../../src/index.js';
import type { Draft } from './batch.js';

/** Ways to spoil one thing of a draft and leave the rest as it is. */

export const withCore = (draft: Draft, over: Partial<CorePart>): Draft => ({
  ...draft,
  core: { ...draft.core, ...over },
});

export function withoutCore(draft: Draft, name: keyof CorePart): Draft {
  const members = Object.entries(draft.core).filter(([member]) => member !== name);
  const core: Partial<CorePart> = Object.fromEntries(members);
  return { ...draft, core: core as CorePart };
}

/** Changes members of the data; undefined takes one away. */
export function withData(draft: Draft, over: JsonObject): Draft {
  const data = { ...draft.core.data, ...over };
  const names = Object.keys(data).sort();
  const sorted = names.filter((name) => data[name] !== undefined).map((name) => [name, data[name]]);
  return withCore(draft, { data: Object.fromEntries(sorted) as JsonObject });
}

/** Changes members of the terms of a SUBMIT; undefined takes one away. */
export function withTerms(draft: Draft, over: JsonObject): Draft {
  const terms = withData(withCore(draft, { data: draft.core.data['terms'] as JsonObject }), over);
  return withData(draft, { terms: terms.core.data });
}

export const withSide = (draft: Draft, over: Partial<SidePart>): Draft => ({
  ...draft,
  side: { ...draft.side, ...over },
});

export const withOwn = (draft: Draft, over: Partial<SideWire>): Draft =>
  withSide(draft, { side: { account: '', capacity: 'PROP', ...draft.side.side, ...over } });

export const withOpening = (draft: Draft, over: Partial<Draft['opening']>): Draft => ({
  ...draft,
  opening: { ...draft.opening, ...over },
});

/** Changes what opens the first trade. */
export const withTrade = (draft: Draft, over: Partial<TradeOpening>): Draft =>
  withOpening(draft, {
    trades: draft.opening.trades.map((trade, at) => (at === 0 ? { ...trade, ...over } : trade)),
  });

/** Changes the text of the core part as it is sent. */
export const withCoreText = (draft: Draft, change: (text: string) => string): Draft => ({
  ...draft,
  texts: { ...draft.texts, core: change(draft.texts?.core ?? encodeCorePart(draft.core)) },
});

export const withSideText = (draft: Draft, change: (text: string) => string): Draft => ({
  ...draft,
  texts: { ...draft.texts, side: change(draft.texts?.side ?? encodeSidePart(draft.side)) },
});

/** The bytes with one bit turned. */
export function flipped(bytes: Uint8Array, at = 0): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
