import type { BokWire, WireFaults } from '@bondledger/consortium';
import { BondledgerError } from '@bondledger/domain';
import type { Bok } from '@bondledger/sdk/api';
import type { Handlers } from '../http/handler.js';
import type { Services } from '../start/services.js';

/** The simulator of BOK-Wire+: what goes wrong on request, and its accounts. Demo only. */
export function bokHandlers({ demo }: Pick<Services, 'demo'>): Pick<Handlers, 'bok' | 'setBok'> {
  const wire = (): BokWire => {
    if (demo === undefined) throw new BondledgerError({ code: 'DEMO_ONLY' });
    return demo.consortium.wire;
  };
  return {
    bok: () => Promise.resolve(seen(wire())),
    setBok: ({ body }) => {
      const { slow, loseAnswers, doubleAnswers } = { ...faultsOf(wire()), ...given(body) };
      wire().setFaults({
        ...(slow === 0 ? {} : { slow }),
        ...(loseAnswers === 0 ? {} : { loseAnswers }),
        ...(doubleAnswers === 0 ? {} : { doubleAnswers }),
      });
      return Promise.resolve(seen(wire()));
    },
  };
}

type Faults = Bok['faults'];

/** 0 is never, and at once. */
const faultsOf = ({ faults }: { readonly faults: WireFaults }): Faults => ({
  slow: faults.slow ?? 0,
  loseAnswers: faults.loseAnswers ?? 0,
  doubleAnswers: faults.doubleAnswers ?? 0,
});

/** What a request leaves out stays as it is. */
const given = (body: {
  readonly [K in keyof Faults]?: number | undefined;
}): Partial<Faults> => ({
  ...(body.slow === undefined ? {} : { slow: body.slow }),
  ...(body.loseAnswers === undefined ? {} : { loseAnswers: body.loseAnswers }),
  ...(body.doubleAnswers === undefined ? {} : { doubleAnswers: body.doubleAnswers }),
});

const seen = (wire: BokWire): Bok => ({
  faults: faultsOf(wire),
  accounts: [...wire.balances()].map(([institution, balance]) => ({
    institution,
    balance: balance.toString(),
  })),
  queued: wire.queued,
});
