import {
  afterApprove,
  afterConfirm,
  afterRelease,
  initialSideStatus,
  maySettle,
  SIDE_TABLE,
  STEP_TABLE,
  type Outcome,
  type SettlementMethod,
  type SideName,
  type SideStatus,
  type SideStep,
  type State,
  type Step,
} from '@bondledger/domain';

/** Where a trade may stand: its state, and how far each side is. */
export interface Place {
  readonly state: State;
  readonly seller: SideStatus;
  readonly buyer: SideStatus;
}

/** What the rules ask of a step beside the place; undefined where it is not shown. */
export interface StepFacts {
  /** Of INSTRUCT, APPROVE and DECLINE. */
  readonly side: SideName | undefined;
  /** With SUBMIT and CONFIRM: is the side a fund? */
  readonly isFund: boolean | undefined;
  readonly isInChain: boolean;
  readonly method: SettlementMethod;
}

/** Every place to which the step may lead from here; none where the rules refuse it. */
export function placesAfter(place: Place, step: Step, facts: StepFacts): readonly Place[] {
  const outcome = STEP_TABLE[place.state][step];
  if (outcome.kind === 'refuse') return [];
  const moved = (state: State): Place => ({ ...place, state });
  switch (step) {
    case 'SUBMIT':
      return statusesOf(facts).map((seller) => ({ ...moved('SUBMITTED'), seller }));
    case 'CONFIRM':
      return statusesOf(facts).map((buyer) => {
        const sides = { seller: place.seller, buyer };
        return { ...sides, state: afterConfirm(sides) };
      });
    case 'INSTRUCT':
    case 'APPROVE':
    case 'DECLINE':
      return facts.side === undefined ? [] : sideMoved(place, facts.side, step);
    case 'RELEASE':
      return [moved(afterRelease(facts.isInChain))];
    case 'SETTLE':
      return maySettle(place.state, [facts.method]) ? [moved('SETTLED')] : [];
    case 'FAIL':
      return facts.isInChain ? [] : [moved('FAILED')];
    case 'WITHDRAW':
    case 'REJECT':
    case 'REQUEST_CANCEL':
    case 'CONFIRM_CANCEL':
    case 'DROP_CANCEL':
    case 'MERGE':
    case 'SPLIT':
    case 'RESTRICT':
    case 'REQUEST_PAYMENT':
    case 'CONFIRM_PAYMENT':
    case 'REVOKE_PAYMENT':
    case 'CONFIRM_REVOKED':
    case 'EXPIRE':
    case 'REGRANT':
      return statesOf(outcome, place.state).map(moved);
  }
}

/** The states of an outcome that says all there is to say. */
function statesOf(outcome: Outcome, state: State): readonly State[] {
  switch (outcome.kind) {
    case 'to':
      return [outcome.state];
    case 'choose':
      return outcome.states;
    case 'stay':
      return [state];
    case 'refuse':
      return [];
  }
}

/** Every place to which a step of a side may lead, whichever it was. */
export function placesAfterWithheld(place: Place): readonly Place[] {
  const places: Place[] = [];
  for (const side of ['seller', 'buyer'] as const) {
    for (const step of ['INSTRUCT', 'APPROVE', 'DECLINE'] as const) {
      if (STEP_TABLE[place.state][step].kind === 'refuse') continue;
      places.push(...sideMoved(place, side, step));
    }
  }
  return places;
}

/** A side that is not shown may or may not be a fund. */
const statusesOf = ({ isFund }: StepFacts): readonly SideStatus[] =>
  (isFund === undefined ? [true, false] : [isFund]).map(initialSideStatus);

function sideMoved(place: Place, side: SideName, step: SideStep): readonly Place[] {
  const status = SIDE_TABLE[place[side]][step];
  if (status === null) return [];
  const sides = { seller: place.seller, buyer: place.buyer, [side]: status };
  return [{ ...sides, state: step === 'APPROVE' ? afterApprove(sides) : place.state }];
}

/** The places, each once. */
export const distinct = (places: readonly Place[]): readonly Place[] => [
  ...new Map(
    places.map((place) => [`${place.state}|${place.seller}|${place.buyer}`, place]),
  ).values(),
];
