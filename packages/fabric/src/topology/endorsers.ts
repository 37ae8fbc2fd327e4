import type { Plan } from './plan.js';

/** MSPs of the two halves of an endorsement policy: all of the first, one of the second if any. */
export interface Endorsers {
  readonly all: readonly string[];
  readonly oneOf: readonly string[];
}

/** Who endorses what is not settlement. */
export function endorsersOf({ topology, institutions }: Plan): Endorsers {
  const { all, oneOf } = topology.endorsement;
  const mspsOf = (isWanted: (code: string) => boolean): readonly string[] =>
    institutions.filter(({ code }) => isWanted(code)).map(({ mspId }) => mspId);
  return {
    all: mspsOf((code) => all.includes(code)),
    oneOf: mspsOf((code) => !all.includes(code) && (oneOf === 'others' || oneOf.includes(code))),
  };
}
