import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import {
  canonicalText,
  coreKeyOf,
  encodeCorePart,
  leafOfParts,
  makeGrant,
  merkleRoot,
  nodeCrypto,
  openBox,
  openGrant,
  parseCorePart,
  sealBox,
  termsHashOf,
  tradeIdOf,
  type InstructionParts,
} from '@bondledger/contract';
import { encodeTerms, parseTerms } from '@bondledger/domain';
import { machineOf } from './machine.js';
import { probeFigures } from './bench-day.js';
import { spreadOf, type Figure, type Report } from './measure.js';
import { probe } from './probes.js';
import { SubmitSource } from './submit-source.js';

const CALLS = 4000;
const LEDGER_ID = '0'.repeat(64);

/** Mean time of a call in microseconds, after a warm-up of as many. */
function microseconds(call: (index: number) => unknown): number {
  let began = 0n;
  for (let at = 0; at < CALLS * 2; at += 1) {
    if (at === CALLS) began = process.hrtime.bigint();
    call(at);
  }
  return Number(process.hrtime.bigint() - began) / 1000 / CALLS;
}

type Operation = readonly [name: string, call: (index: number) => unknown];

function operations(): readonly Operation[] {
  const source = new SubmitSource(100);
  const [action] = source.take(source.sellers[0] ?? '', 1);
  if (action === undefined) throw new RangeError('no trade to measure with');
  const { terms } = action;
  const wire = encodeTerms(terms);
  const [pair, key] = [randomBytes(32), randomBytes(32)];
  const tradeId = tradeIdOf(nodeCrypto, pair, terms.tradeDate, terms.seller, terms.reference);
  const issuedAt = '2026-09-21T00:00:00.000Z';
  const part = {
    data: { terms: wire },
    issuedAt,
    participant: terms.seller,
    step: 'SUBMIT',
    tradeId,
  };
  const core = encodeCorePart(part);
  const salts = { coreSalt: randomBytes(16), sideSalt: randomBytes(16) };
  const parts: InstructionParts = { core, side: '{"operator":"HBSEC"}', ...salts };
  const content = randomBytes(1536);
  const box = sealBox(nodeCrypto, key, 'bench', content);
  const grant = makeGrant(nodeCrypto, pair, 'SUBMIT', tradeId, { coreKey: key });
  const leaves = Array.from({ length: 1000 }, () => randomBytes(32));
  return [
    ['terms: parse', () => parseTerms(wire)],
    ['terms: canonical text', () => canonicalText(encodeTerms(terms))],
    ['terms hash', () => termsHashOf(nodeCrypto, LEDGER_ID, tradeId, terms)],
    ['core part: encode', () => encodeCorePart(part)],
    ['core part: parse', () => parseCorePart(core)],
    ['leaf of an instruction', () => leafOfParts(nodeCrypto, parts)],
    ['tradeId', (at) => tradeIdOf(nodeCrypto, pair, terms.tradeDate, terms.seller, String(at))],
    ['trade key', () => coreKeyOf(nodeCrypto, pair, tradeId)],
    ['grant: make', () => makeGrant(nodeCrypto, pair, 'SUBMIT', tradeId, { coreKey: key })],
    ['grant: try a foreign one', () => openGrant(nodeCrypto, key, 'SUBMIT', tradeId, grant)],
    ['box: seal 1,536 bytes', () => sealBox(nodeCrypto, key, 'bench', content)],
    ['box: open 1,536 bytes', () => openBox(nodeCrypto, key, 'bench', box)],
    ['Merkle root, a leaf of 1,000', (at) => at % 100 === 0 && merkleRoot(nodeCrypto, leaves)],
  ];
}

/** `bench codec`: what the formats cost, each operation by itself. */
export function benchCodec(runs: number): Promise<Report> {
  const probes = Array.from({ length: runs }, () => probe(tmpdir()));
  const figures = operations().map(([name, call]): Figure => {
    // One call in a hundred makes a whole tree of a thousand leaves.
    const share = name.startsWith('Merkle') ? 10 : 1;
    const spread = spreadOf(Array.from({ length: runs }, () => microseconds(call) / share));
    return { name, unit: 'us', spread };
  });
  const report = { bench: 'codec', machine: machineOf(), node: process.versions.node };
  return Promise.resolve({ ...report, figures: [...figures, ...probeFigures(probes)] });
}
