import { fromBase64, termsHashOf } from '@bondledger/contract';
import {
  checkSide,
  compactDate,
  parseTerms,
  STEPS,
  type SideName,
  type SideWire,
  type Step,
} from '@bondledger/domain';
import type { Anchor, SignedStep } from './check-step.js';
import { distinct, placesAfter, placesAfterWithheld, type StepFacts } from './places.js';
import { changeOf } from './story-change.js';
import { fits } from './story-rules.js';
import type { Story, Telling } from './story.js';

/** A step of the evidence as the story is told: signed and shown, or only its leaf. */
export interface Told {
  readonly leaf: string;
  readonly signed: SignedStep | undefined;
  /** base64 */
  readonly commitmentKey: string | undefined;
}

/** The story after one more step; undefined where the rules do not allow it there. */
export function tell(
  anchor: Anchor,
  tradeId: string,
  story: Story | undefined,
  { leaf, signed, commitmentKey }: Told,
): Story | undefined {
  if (story?.leaves.has(leaf) === true) return undefined;
  if (signed === undefined) return story && tellWithheld(story, leaf);
  const { core } = signed;
  const step = STEPS.find((known) => known === core.step);
  if (step === undefined) return undefined;
  const key = commitmentKey === undefined ? undefined : fromBase64(commitmentKey);
  const side = sideOfStep(step, core.data['side']);
  const telling = { anchor, step, core, leaf, commitmentKey: key, side };
  return story === undefined
    ? begin(telling, tradeId, signed)
    : proceed(story, telling, signed.side?.side);
}

/** INSTRUCT, APPROVE and DECLINE name the side that they are about. */
export function sideOfStep(step: Step, named: unknown): SideName | undefined {
  if (step !== 'INSTRUCT' && step !== 'APPROVE' && step !== 'DECLINE') return undefined;
  return named === 'seller' || named === 'buyer' ? named : undefined;
}

function begin(telling: Telling, tradeId: string, { core, side }: SignedStep): Story | undefined {
  const { anchor, step, leaf, commitmentKey } = telling;
  if (step !== 'SUBMIT' || core.tradeId !== tradeId || core.chainId !== undefined) return undefined;
  if (core.answers !== undefined || core.onBehalfOf !== undefined) return undefined;
  if (commitmentKey !== undefined) return undefined;
  const terms = parseTerms(core.data['terms']);
  if (!terms.ok || terms.value.seller !== core.participant) return undefined;
  if (!tradeId.startsWith(`${compactDate(terms.value.tradeDate)}-`)) return undefined;
  const termsHash = termsHashOf(anchor.crypto, anchor.ledgerId, tradeId, terms.value);
  if (core.termsHash !== termsHash) return undefined;
  const story: Story = {
    tradeId,
    terms: terms.value,
    termsHash,
    submitLeaf: leaf,
    confirmLeaf: undefined,
    instructed: {},
    leaves: new Set(),
    withheld: new Set(),
    sides: {},
    cancel: undefined,
    chainId: undefined,
    requested: undefined,
    revision: 0,
    places: [{ state: 'NONE', seller: 'NONE', buyer: 'NONE' }],
  };
  return move(story, telling, side?.side);
}

function proceed(story: Story, telling: Telling, side: SideWire | undefined): Story | undefined {
  if (!fits(story, telling)) return undefined;
  const change = changeOf(story, telling);
  return change && move({ ...story, ...change }, telling, side);
}

/** To every place that the step may lead to, with what it shows of its side. */
function move(
  story: Story,
  { step, side, leaf }: Telling,
  own: SideWire | undefined,
): Story | undefined {
  const name = step === 'SUBMIT' ? 'seller' : step === 'CONFIRM' ? 'buyer' : undefined;
  if (own !== undefined) {
    // Only the parties bring a side, and each its own.
    if (name === undefined || checkSide(own, story.terms[name]) !== undefined) return undefined;
  }
  const facts: StepFacts = {
    side,
    isFund: own === undefined ? undefined : own.fund !== undefined,
    isInChain: story.chainId !== undefined,
    method: story.terms.settlementMethod,
  };
  const places = distinct(story.places.flatMap((place) => placesAfter(place, step, facts)));
  if (places.length === 0) return undefined;
  const sides = name === undefined || own === undefined ? {} : { [name]: own };
  return {
    ...story,
    leaves: new Set([...story.leaves, leaf]),
    sides: { ...story.sides, ...sides },
    revision: story.revision + 1,
    places,
  };
}

function tellWithheld(story: Story, leaf: string): Story | undefined {
  const places = distinct(story.places.flatMap(placesAfterWithheld));
  if (places.length === 0) return undefined;
  const leaves = new Set([...story.leaves, leaf]);
  const withheld = new Set([...story.withheld, leaf]);
  return { ...story, leaves, withheld, revision: story.revision + 1, places };
}
