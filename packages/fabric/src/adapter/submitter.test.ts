import { status } from '@grpc/grpc-js';
import { describe, expect, it } from 'vitest';
import { nodeCrypto, type Applied } from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import { encodeAnswer } from '../wire/answer.js';
import { encodeRefusal } from '../wire/refusal.js';
import type { CommittedAt } from './derived-chain.js';
import type { ChaincodeCall } from './fabric-block.js';
import type { Endorsed, Proposing, ProposingPeer } from './proposing.js';
import { Submitter } from './submitter.js';

const CALL = { functionName: 'putTradeInfoList', args: [], transient: {} } as const;
const NEW = {
  leaves: new Uint8Array(32),
  accepted: Uint8Array.of(128),
  receipts: Uint8Array.of(1),
};

/** Answers of the chaincode: something new, or nothing new. */
function answer(logged: Applied['logged']): Uint8Array {
  const batches = [{ outcomes: [], receipts: NEW.receipts }];
  return encodeAnswer(nodeCrypto, { submissions: [], skip: [] }, { batches, logged });
}
const SOMETHING = answer({ batches: [NEW], writes: [] });
const NOTHING = answer(undefined);

const failure = (code: number, text: string): Error => Object.assign(new Error(text), { code });
const POSITION = { height: 7, transactionIndex: 0 };

/** One endorsement and what follows. Undefined: nothing is heard of the transaction. */
interface Scene {
  readonly endorse: Uint8Array | Error;
  readonly submit?: Error;
  readonly commit?: number;
  /** Whose peers signed the answer: both by default. */
  readonly signedBy?: readonly string[];
  /** The answer of an earlier proposal. */
  readonly isOld?: boolean;
}

const BOTH = ['KSD', 'HBSEC'];
const CALL_OF_CHAINCODE: ChaincodeCall = {
  chaincode: 'bonds',
  payload: NOTHING,
  writes: [],
  signed: NOTHING,
  endorsements: [],
  proposalHash: NOTHING,
  proposal: NOTHING,
};

/** A network that does as the scenes say, one for each endorsement. */
class Stage implements Proposing {
  readonly endorsedBy: (readonly string[])[] = [];
  readonly peers: string[] = [];
  readonly #scenes: Scene[];
  readonly #commits = new Map<string, CommittedAt>();
  readonly #signed = new Map<ChaincodeCall, ReadonlySet<string>>();
  #peer = 0;
  #transactions = 0;

  constructor(scenes: readonly Scene[]) {
    this.#scenes = [...scenes];
  }

  readonly #all: readonly ProposingPeer[] = [0, 1, 2].map((number) => ({
    endorse: (_, organizations) => this.#endorse(`peer${number.toString()}`, organizations),
  }));

  current(): ProposingPeer {
    return this.#all[this.#peer] ?? expect.fail();
  }

  leave(peer: ProposingPeer): void {
    if (this.current() === peer) this.#peer = (this.#peer + 1) % this.#all.length;
  }

  submitter(): Submitter {
    const committed = (txId: string) => {
      const known = this.#commits.get(txId);
      const answered = known === undefined ? new Promise<never>(() => {}) : Promise.resolve(known);
      return { answer: answered, forget: () => this.#commits.delete(txId) };
    };
    const mspOf = { KSD: 'KsdMSP', BOK: 'BokMSP', HBSEC: 'HbsecMSP' };
    const checks = { endorsersOf: (call: ChaincodeCall) => this.#signed.get(call) };
    return new Submitter({ mspOf, pool: this, chain: { committed }, checks });
  }

  async #endorse(peer: string, organizations: readonly string[]): Promise<Endorsed> {
    const scene = this.#scenes.shift() ?? expect.fail('no more endorsements were expected');
    this.peers.push(peer);
    this.endorsedBy.push(organizations);
    if (scene.endorse instanceof Error) throw scene.endorse;
    this.#transactions += 1;
    const transactionId = `tx${this.#transactions.toString()}`;
    if (scene.commit !== undefined) {
      const position = scene.commit === 0 ? POSITION : undefined;
      this.#commits.set(transactionId, { validationCode: scene.commit, position });
    }
    const call = { ...CALL_OF_CHAINCODE };
    this.#signed.set(call, new Set(scene.signedBy ?? BOTH));
    return {
      transactionId,
      answered: () => ({ txId: scene.isOld === true ? 'tx0' : transactionId, call }),
      result: scene.endorse,
      size: 0,
      submit: async () => {
        if (scene.submit !== undefined) throw scene.submit;
      },
    };
  }
}

const bring = (stage: Stage, coEndorser = 'HBSEC') =>
  stage
    .submitter()
    .bring(CALL, coEndorser, (answered) => answered.some(({ logged }) => logged !== undefined));

const tooLarge = failure(
  status.ABORTED,
  '10 ABORTED: received unsuccessful response from orderer: status=REQUEST_ENTITY_TOO_LARGE, ' +
    'info=message payload is 99 bytes and exceeds maximum allowed 9 bytes',
);
const unavailable = failure(status.UNAVAILABLE, '14 UNAVAILABLE: connection refused');

describe('a transaction', { timeout: 30_000 }, () => {
  it('is endorsed by KSD and the co-endorser, and by nobody else', async () => {
    const stage = new Stage([{ endorse: SOMETHING, commit: 0 }]);
    expect(await bring(stage)).toMatchObject({ kind: 'answered', position: POSITION });
    expect(stage.endorsedBy).toEqual([['KsdMSP', 'HbsecMSP']]);
  });

  it('is of unknown outcome where an attempt was not heard of, whatever fails later', async () => {
    const refused = failure(status.ABORTED, encodeRefusal('CHAINCODE_FAILED'));
    const late = new Stage([{ endorse: SOMETHING }, { endorse: refused }]);
    await expect(bring(late)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    const conflict = new Stage([{ endorse: SOMETHING, commit: 11 }, { endorse: refused }]);
    expect(await bring(conflict)).toMatchObject({ kind: 'refused' });
  });

  it('is never ordered where nothing of it is new', async () => {
    const stage = new Stage([{ endorse: NOTHING, submit: new Error('it was submitted') }]);
    expect(await bring(stage)).toMatchObject({ kind: 'answered', position: undefined });
  });

  it.each<[string, Scene]>([
    ['that KSD alone signed', { endorse: NOTHING, signedBy: ['KSD'] }],
    ['that the co-endorser alone signed', { endorse: NOTHING, signedBy: ['HBSEC', 'BOK'] }],
    ['of an earlier proposal', { endorse: NOTHING, isOld: true }],
  ])('is asked for anew by another peer where the answer is one %s', async (_, scene) => {
    const stage = new Stage([scene, { endorse: NOTHING }]);
    expect(await bring(stage)).toMatchObject({ kind: 'answered', position: undefined });
    expect(stage.peers).toEqual(['peer0', 'peer1']);
    const alone = new Stage(Array<Scene>(30).fill(scene));
    await expect(bring(alone)).rejects.toMatchObject({ code: 'ENDORSEMENT_FAILED' });
  });

  it.each<[string, readonly Scene[], readonly string[]]>([
    [
      'by another peer where one does not answer',
      [{ endorse: unavailable }, { endorse: SOMETHING, commit: 0 }],
      ['peer0', 'peer1'],
    ],
    [
      'by the same peer where it has too much to do',
      [
        { endorse: failure(status.UNKNOWN, 'too many requests, exceeding concurrency limit') },
        { endorse: SOMETHING, commit: 0 },
      ],
      ['peer0', 'peer0'],
    ],
    [
      'where endorsers were at different heights',
      [
        { endorse: failure(status.ABORTED, 'ProposalResponsePayloads do not match') },
        { endorse: SOMETHING, commit: 0 },
      ],
      ['peer0', 'peer0'],
    ],
    [
      'where the chaincode read the registry again',
      [
        { endorse: failure(status.ABORTED, encodeRefusal('REGISTRY_READ')) },
        { endorse: SOMETHING, commit: 0 },
      ],
      ['peer0', 'peer0'],
    ],
    [
      'where another transaction was quicker',
      [
        { endorse: SOMETHING, commit: 11 },
        { endorse: SOMETHING, commit: 12 },
        { endorse: SOMETHING, commit: 0 },
      ],
      ['peer0', 'peer0', 'peer0'],
    ],
    [
      'where nothing is heard of it, and it was lost',
      [
        { endorse: SOMETHING, submit: unavailable },
        { endorse: SOMETHING, commit: 0 },
      ],
      ['peer0', 'peer1'],
    ],
  ])('is endorsed again %s', async (_, scenes, peers) => {
    const stage = new Stage(scenes);
    expect(await bring(stage)).toMatchObject({ kind: 'answered', position: POSITION });
    expect(stage.peers).toEqual(peers);
  });

  it('is waited for where the orderer says that it failed and it did not', async () => {
    const processed = failure(status.UNAVAILABLE, 'request already processed');
    const stage = new Stage([{ endorse: SOMETHING, submit: processed, commit: 0 }]);
    expect(await bring(stage)).toMatchObject({ kind: 'answered', position: POSITION });
    expect(stage.peers).toEqual(['peer0']);
  });

  it.each<[string, readonly Scene[], string]>([
    ['', [{ endorse: SOMETHING, submit: tooLarge }], 'NODE_REFUSED'],
    [
      'as unknown where an earlier attempt may have been taken',
      [{ endorse: SOMETHING }, { endorse: SOMETHING, submit: tooLarge }],
      'OUTCOME_UNKNOWN',
    ],
  ])('is given up at once where the orderers refuse it %s', async (_, scenes, code) => {
    await expect(bring(new Stage(scenes))).rejects.toMatchObject({ code });
  });

  it('hands over what the guard refuses', async () => {
    const leaf = 'ab'.repeat(32);
    const refused = failure(status.ABORTED, encodeRefusal('GUARD_REFUSED', [leaf]));
    const outcome = await bring(new Stage([{ endorse: refused }]));
    expect(outcome).toEqual({
      kind: 'refused',
      refusal: { code: 'GUARD_REFUSED', leaves: [leaf] },
    });
  });

  it.each<[string, readonly Scene[], string]>([
    [
      'where endorsers go on answering differently',
      Array<Scene>(30).fill({ endorse: failure(status.ABORTED, 'payloads do not match') }),
      'ENDORSERS_DIFFER',
    ],
    [
      'where it may not propose',
      [{ endorse: failure(status.PERMISSION_DENIED, 'access denied') }],
      'ENDORSEMENT_FAILED',
    ],
    [
      'where the endorsements do not fulfil the policy',
      [{ endorse: SOMETHING, commit: 10 }],
      'ENDORSEMENT_FAILED',
    ],
    [
      'where it loses against others for ever',
      Array<Scene>(30).fill({ endorse: SOMETHING, commit: 11 }),
      'ENDORSEMENT_FAILED',
    ],
    ['where the answer is none', [{ endorse: new Uint8Array(3) }], 'ENDORSEMENT_FAILED'],
    [
      'as unknown where it was submitted before everything failed',
      [
        { endorse: SOMETHING, submit: unavailable },
        { endorse: failure(status.PERMISSION_DENIED, 'access denied') },
      ],
      'OUTCOME_UNKNOWN',
    ],
  ])('is given up %s', async (_, scenes, code) => {
    const error = await bring(new Stage(scenes)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(BondledgerError);
    expect(error).toMatchObject({ code });
  });

  it('is not proposed where its arguments would tell something', async () => {
    const call = { ...CALL, args: ['KR103501A781'] };
    const stage = new Stage([]);
    const brought = stage.submitter().bring(call, 'HBSEC', () => true);
    await expect(brought).rejects.toMatchObject({ code: 'PROPOSAL_IN_CLEAR' });
    expect(stage.endorsedBy).toEqual([]);
  });

  it('is not proposed where the co-endorser runs no peer', async () => {
    await expect(bring(new Stage([]), 'NOBODY')).rejects.toMatchObject({
      code: 'ENDORSEMENT_FAILED',
    });
  });
});
