import { INSTITUTIONS } from './institution.js';
import {
  openHolding,
  registerIssue,
  registerKey,
  registerParticipant,
  setDay,
} from './registry-drafts.js';
import { BANK_BOND, KTB, World } from './world.js';

const FIRST = new Set(['KSD', 'BOK']);
const HELD = '100000000000';

/** A market that remembers every batch that made it. */
export function openMarket(): World {
  const world = new World();
  const joining = INSTITUTIONS.filter(({ code }) => !FIRST.has(code)).map(({ code }) => code);
  world.must('KSD', ...joining.map((code) => registerParticipant(code)));
  world.must('KSD', ...joining.map((code) => registerKey(code)));
  world.must('KSD', registerIssue(KTB, 'KTB'), registerIssue(BANK_BOND, 'BANK'));
  const accounts = ['SEC1-001', 'SEC2-001', 'CUS1-F01'];
  world.must(
    'KSD',
    ...accounts.map((account) => openHolding({ account, balance: HELD, isin: KTB })),
  );
  return world;
}

let opened: World | undefined;

/**
 * A market on its trade date, open for business: firms SEC1 and SEC2, insurer INS1, asset managers
 * AMC1 and AMC2, custodians CUS1 and CUS2; SEC1, SEC2 and CUS1's fund account hold KTB.
 */
export function market(): World {
  opened ??= openMarket();
  return new World(opened);
}

/** The same on another day or in another phase. */
export function moveTo(world: World, businessDate: string, phase = 'OPEN'): World {
  const day = (): { businessDate: string; phase: string } =>
    JSON.parse(Buffer.from(world.state.get('registry/day') ?? []).toString()) as never;
  const step = (date: string, next: string): void => world.must('KSD', setDay(date, next));
  if (day().businessDate < businessDate) {
    if (day().phase === 'OPEN') step(day().businessDate, 'CUT_OFF');
    if (day().phase === 'CUT_OFF') step(day().businessDate, 'CLOSED');
    step(businessDate, 'OPEN');
  }
  if (phase !== 'OPEN' && day().phase === 'OPEN') step(businessDate, 'CUT_OFF');
  if (phase === 'CLOSED') step(businessDate, 'CLOSED');
  return world;
}
