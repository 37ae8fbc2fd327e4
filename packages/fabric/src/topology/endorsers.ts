import type { Plan } from './plan.js';

/** MSPs of the two halves of the endorsement policy: all of the first and one of the second. */
export function endorsersOf({ topology, institutions }: Plan): {
  readonly all: readonly string[];
  readonly oneOf: readonly string[];
} {
  const { all, oneOf } = topology.endorsement;
  const mspsOf = (isWanted: (code: string) => boolean): readonly string[] =>
    institutions.filter(({ code }) => isWanted(code)).map(({ mspId }) => mspId);
  return {
    all: mspsOf((code) => all.includes(code)),
    oneOf: mspsOf((code) => !all.includes(code) && (oneOf === 'others' || oneOf.includes(code))),
  };
}
