import { status } from '@grpc/grpc-js';
import { GatewayError } from '@hyperledger/fabric-gateway';
import { describe, expect, it } from 'vitest';
import {
  commitVerdict,
  endorseVerdict,
  failureOf,
  nodeFailure,
  type EndorseVerdict,
} from './failure.js';

const LEAF = 'ab'.repeat(32);

/** In the words of peers and gateways of release 3.1. */
const ANSWERS: readonly [string, number, string, EndorseVerdict['kind']][] = [
  ['a peer that stopped', 14, '14 UNAVAILABLE: No connection established', 'unreachable'],
  ['a slow peer', 4, '4 DEADLINE_EXCEEDED: Deadline exceeded after 5.001s', 'unreachable'],
  [
    'an institution whose peer is not known yet',
    14,
    'failed to find any endorsing peers for org(s): BokMSP',
    'unreachable',
  ],
  [
    'an endorser that does not answer the gateway',
    10,
    'failed to collect enough transaction endorsements\nrpc error: code = Unavailable',
    'unreachable',
  ],
  [
    'a chaincode process that is being started again',
    10,
    'failed to collect enough endorsements\nerror in simulation: failed to execute transaction a0',
    'unreachable',
  ],
  [
    'too much at once for the peer',
    2,
    'too many requests for /gateway.Gateway, exceeding concurrency limit (500)',
    'busy',
  ],
  ['too much at once, said properly', 8, '8 RESOURCE_EXHAUSTED: later', 'busy'],
  [
    'endorsers at different heights',
    10,
    'failed to assemble transaction: ProposalResponsePayloads do not match (base64)',
    'conflict',
  ],
  [
    'the guard',
    10,
    `chaincode response 500, [GUARD_REFUSED ${LEAF}]\nfailed to collect enough endorsements`,
    'refused',
  ],
  ['a registry that was read again', 10, 'chaincode response 500, [REGISTRY_READ]', 'refused'],
  ['a client that may not propose', 7, '7 PERMISSION_DENIED: access denied', 'failed'],
  ['a chaincode that is not there', 9, 'chaincode definition for bonds not found', 'failed'],
];

describe('the table of retries', () => {
  it.each(ANSWERS)('%s', (_, code, text, kind) => {
    expect(endorseVerdict({ code, text }).kind).toBe(kind);
  });

  it('finds the leaves that the guard refuses in the details of an error', () => {
    const cause = Object.assign(new Error('10 ABORTED'), { code: status.ABORTED });
    const error = new GatewayError({
      code: status.ABORTED,
      message: 'failed to endorse transaction',
      details: [
        { address: '', mspId: '', message: `chaincode response 500, [GUARD_REFUSED ${LEAF}]` },
      ],
      cause: cause as ConstructorParameters<typeof GatewayError>[0]['cause'],
    });
    expect(endorseVerdict(failureOf(error))).toEqual({
      kind: 'refused',
      refusal: { code: 'GUARD_REFUSED', leaves: [LEAF] },
    });
  });

  it.each([
    [0, 'valid'],
    [11, 'conflict'],
    [12, 'conflict'],
    [10, 'failed'],
    [9, 'failed'],
    [255, 'failed'],
  ])('validation code %d: %s', (code, verdict) => {
    expect(commitVerdict(code)).toBe(verdict);
  });

  it.each([['text'], [undefined], [new Error('no code')]])('takes %j for a failure', (error) => {
    expect(failureOf(error).code).toBe(status.UNKNOWN);
  });

  it.each([
    [14, '14 UNAVAILABLE: No connection established', 'NODE_SILENT'],
    [4, '4 DEADLINE_EXCEEDED: Deadline exceeded', 'NODE_SILENT'],
    [2, '2 UNKNOWN: access denied for [GetChainInfo]', 'NODE_REFUSED'],
    [7, '7 PERMISSION_DENIED:\n  access denied', 'NODE_REFUSED'],
  ])('a question that fails with %d names the peer', (code, text, expected) => {
    const cause = Object.assign(new Error(text), { code });
    const error = nodeFailure('peer0.ksd', cause);
    const params = { node: 'peer0.ksd', detail: text.replace(/\s+/g, ' ') };
    expect(error).toMatchObject({ code: expected, params, cause });
  });
});
