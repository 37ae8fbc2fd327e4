import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeCrypto, type FabricProof } from '@bondledger/contract';
import { Consortium } from '../../test/support/consortium.js';
import { keysOf, runTrades } from '../../test/support/trades.js';
import { collectEvidence } from './collect-evidence.js';
import { encodeEvidence, type Evidence } from './evidence.js';
import { parseEvidence } from './parse-evidence.js';
import { verifyEvidence } from './verify-evidence.js';

const FABRIC: FabricProof = {
  envelopes: ['AAAA', 'AQID'],
  index: 1,
  metadata: { signatures: [{ header: 'AAAA', signature: 'MAYC' }], value: 'CgA=' },
  number: 7,
  previous: '0'.repeat(64),
};

let consortium: Consortium;
let plain: Evidence;
let onFabric: Evidence;

beforeAll(async () => {
  consortium = await Consortium.open();
  const { plain: tradeId } = await runTrades(consortium);
  const keys = await keysOf(consortium, 'KSD', tradeId);
  plain = await collectEvidence({
    transport: consortium.ledger,
    crypto: nodeCrypto,
    tradeId,
    keys,
  });
  const steps = plain.steps.map((step) => ({ ...step, proof: { ...step.proof, fabric: FABRIC } }));
  onFabric = { ...plain, steps };
});
afterAll(() => consortium.close());

describe('evidence with the proofs of Fabric', () => {
  it('reads back as it was written', () => {
    const read = parseEvidence(encodeEvidence(onFabric));
    expect(read).toEqual({ ok: true, value: onFabric });
    expect(encodeEvidence(plain)).not.toContain('fabric');
  });

  it.each<[string, string, string]>([
    ['a member too many', '"index":1,"metadata"', '"index":1,"kind":1,"metadata"'],
    ['a member too few', '"number":7,', ''],
    ['an envelope that is no base 64', '"AQID"', '"AQI!"'],
    ['a place that is no number', '"index":1,"metadata"', '"index":"1","metadata"'],
    ['a hash that is none', `"previous":"${FABRIC.previous}"}`, '"previous":""}'],
    ['a signature too few members', '{"header":"AAAA","signature":"MAYC"}', '{"header":"AAAA"}'],
    ['no metadata', '"metadata":{"signatures":[', '"metadata":{"others":['],
    ['nothing', JSON.stringify(FABRIC), 'null'],
  ])('is none with %s', (_, from, to) => {
    const text = encodeEvidence(onFabric);
    expect(text).toContain(from);
    expect(parseEvidence(text.replace(from, to))).toMatchObject({
      rejection: { code: 'EVIDENCE_MALFORMED' },
    });
  });

  it('proves nothing of a ledger that is not on Fabric', async () => {
    const genesis = await consortium.ledger.genesis();
    expect(verifyEvidence(plain, genesis, nodeCrypto).ok).toBe(true);
    expect(verifyEvidence(onFabric, genesis, nodeCrypto)).toMatchObject({
      rejection: { code: 'EVIDENCE_BLOCK_WRONG', params: { step: '1' } },
    });
  });
});
