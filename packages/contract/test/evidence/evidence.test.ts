import { describe, expect, it } from 'vitest';
import {
  fromBase64,
  fromHex,
  leafOf,
  nodeCrypto as crypto,
  parseBatchHeader,
  partHash,
  toHex,
  utf8,
  verifyPath,
  type CoreEvidence,
  type SideEvidence,
} from '../../src/index.js';
import { leafOf as leafOfDraft, type Draft } from '../_kit/batch.js';
import { institutionOf } from '../_kit/institution.js';
import { FUNDS, reach, submitted } from '../_kit/journey.js';
import { market } from '../_kit/market.js';
import { party, propSide, submit, termsOf, viewOf } from '../_kit/trade-drafts.js';

/** Everything that proves one instruction, with the side part or with its hash alone. */
interface Shown {
  readonly core: string;
  readonly coreSalt: string;
  readonly header: string;
  readonly index: number;
  readonly path: string;
  readonly signature: string;
  readonly sideHash: string;
}

const bytesOf = (text: string): Uint8Array => fromBase64(text) ?? new Uint8Array(0);
const hashOfSide = (half: { side: string; sideSalt: string }): string =>
  toHex(partHash(crypto, bytesOf(half.sideSalt), half.side));

/** The leaf that the evidence proves to be signed by an institution, or undefined. */
function proved(shown: Shown, code: string): string | undefined {
  const coreHash = partHash(crypto, bytesOf(shown.coreSalt), shown.core);
  const leaf = leafOf(crypto, coreHash, fromHex(shown.sideHash) ?? new Uint8Array(0));
  const header = parseBatchHeader(shown.header);
  const root = fromHex(header?.root ?? '') ?? new Uint8Array(0);
  const joined = bytesOf(shown.path);
  const path = Array.from({ length: joined.length / 32 }, (_, at) =>
    joined.subarray(at * 32, at * 32 + 32),
  );
  const { signing } = institutionOf(code);
  const isSigned = crypto.verifyEs256(signing.spki, utf8(shown.header), bytesOf(shown.signature));
  const isIn = verifyPath(crypto, leaf, shown.index, header?.count ?? 0, path, root);
  return isSigned && isIn && header?.participant === code ? toHex(leaf) : undefined;
}

const ofCore = (evidence: CoreEvidence | undefined): Shown => evidence ?? expect.fail();
const ofSide = (evidence: SideEvidence | undefined): Shown =>
  evidence?.kind === 'whole' ? { ...evidence, sideHash: hashOfSide(evidence) } : expect.fail();

/** Five trades in one batch, so that paths are longer than nothing; the third one is looked at. */
function third(): {
  shown: Shown;
  draft: Draft & { tradeId: string };
  view: ReturnType<typeof viewOf>;
} {
  const world = market();
  const drafts = Array.from({ length: 5 }, () => submit(world, termsOf(), propSide('SEC1')));
  world.must('SEC1', ...drafts);
  const draft = drafts[2] ?? expect.fail();
  const view = viewOf(world, draft.tradeId);
  return { shown: ofCore(view.core.evidence), draft, view };
}

describe('evidence', () => {
  it('of a SUBMIT proves who signed what', () => {
    const { shown, draft } = third();
    expect(shown.index).toBe(2);
    expect(proved(shown, 'SEC1')).toBe(leafOfDraft(draft));
    expect(shown.core).toContain(draft.tradeId);
    expect(proved(shown, 'SEC2')).toBeUndefined();
  });

  it('holds with the side part left out, and with it', () => {
    const { shown, view } = third();
    const half = view.seller.evidence;
    expect(half?.kind).toBe('half');
    expect(hashOfSide(half ?? expect.fail())).toBe(shown.sideHash);
    expect(half?.leaf).toBe(proved(shown, 'SEC1'));
  });

  it('fails for every altered character of every part', () => {
    const { shown } = third();
    for (const name of ['core', 'coreSalt', 'header', 'path', 'signature', 'sideHash'] as const) {
      const text = shown[name];
      for (let at = 0; at < text.length; at += 1) {
        const put = text.charAt(at) === 'A' ? 'B' : 'A';
        const altered = { ...shown, [name]: text.slice(0, at) + put + text.slice(at + 1) };
        expect([name, at, proved(altered, 'SEC1')]).toEqual([name, at, undefined]);
      }
    }
    for (const index of [0, 1, 3, 4, -1, 5]) {
      expect(proved({ ...shown, index }, 'SEC1')).toBeUndefined();
    }
  });

  it('of a CONFIRM, with the side of the buyer', () => {
    const world = market();
    const tradeId = submitted(world);
    const draft = party(world, 'SEC2', 'CONFIRM', tradeId);
    world.must('SEC2', draft);
    const { core, buyer } = viewOf(world, tradeId);
    expect(proved(ofCore(core.evidence), 'SEC2')).toBe(leafOfDraft(draft));
    const half = buyer?.evidence ?? expect.fail();
    expect(hashOfSide(half)).toBe(ofCore(core.evidence).sideHash);
  });

  it('of INSTRUCT and APPROVE lies with the side alone', () => {
    const world = market();
    const tradeId = reach(world, 'MATCHED', FUNDS);
    for (const [code, step] of [
      ['AMC1', 'INSTRUCT'],
      ['CUS1', 'APPROVE'],
    ] as const) {
      const draft = party(world, code, step, tradeId);
      world.must(code, draft);
      const { core, seller, buyer } = viewOf(world, tradeId);
      expect(core.evidence).toBeUndefined();
      expect(buyer?.evidence?.kind).toBe('half');
      expect(proved(ofSide(seller.evidence), code)).toBe(leafOfDraft(draft));
    }
  });

  it('is of the step that wrote the record, for every step', () => {
    const world = market();
    const tradeId = reach(world, 'SETTLED');
    const { core } = viewOf(world, tradeId);
    const [leaf] = core.steps.at(-1) ?? [];
    expect(core.steps.map(([, step]) => step)).toEqual([
      'SUBMIT',
      'CONFIRM',
      'RESTRICT',
      'REQUEST_PAYMENT',
      'CONFIRM_PAYMENT',
      'SETTLE',
    ]);
    expect(proved(ofCore(core.evidence), 'KSD')).toBe(leaf);
  });
});
