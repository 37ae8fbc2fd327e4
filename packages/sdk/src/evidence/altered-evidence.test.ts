import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeGenesis, nodeCrypto } from '@bondledger/contract';
import { KSD, type ErrorCode } from '@bondledger/domain';
import { Consortium } from '../../test/support/consortium.js';
import { nodeKeyText } from '../../test/support/memory-ledger.js';
import { keysOf, runTrades, type Trades } from '../../test/support/trades.js';
import { generateKeys } from '../keys/key-pairs.js';
import { collectEvidence } from './collect-evidence.js';
import { encodeEvidence, isWithheld, type Evidence, type EvidenceStep } from './evidence.js';
import { parseEvidence } from './parse-evidence.js';
import { withheldStep } from './withheld-step.js';
import { createVerifier, verifyEvidence, type EvidenceVerifier } from './verify-evidence.js';

let consortium: Consortium;
let trades: Trades;
let genesis: string;
let verifier: EvidenceVerifier;

beforeAll(async () => {
  consortium = await Consortium.open();
  trades = await runTrades(consortium);
  genesis = await consortium.ledger.genesis();
  const made = createVerifier(genesis, nodeCrypto);
  if (!made.ok) throw new Error('no genesis');
  verifier = made.value;
});
afterAll(() => consortium.close());

async function collect(code: string, tradeId: string): Promise<Evidence> {
  const keys = await keysOf(consortium, code, tradeId);
  return collectEvidence({ transport: consortium.ledger, crypto: nodeCrypto, tradeId, keys });
}

/** What the whole way from the file's text to the report answers. */
function codeOf(text: string): ErrorCode | 'HOLDS' {
  const parsed = parseEvidence(text);
  if (!parsed.ok) return parsed.rejection.code;
  const report = verifier.verify(parsed.value);
  return report.ok ? 'HOLDS' : report.rejection.code;
}

const answerTo = (evidence: Evidence): ErrorCode | 'HOLDS' => codeOf(encodeEvidence(evidence));

/** Another character of the same kind, so that the form holds wherever it can. */
function other(character: string): string {
  const kinds = ['0123456789', 'abcdef', 'ghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ+/'];
  const kind = kinds.find((each) => each.includes(character));
  if (kind === undefined) return String.fromCharCode(character.charCodeAt(0) ^ 1);
  return kind.charAt((kind.indexOf(character) + 1) % kind.length);
}

const altered = (text: string, at: number): string =>
  `${text.slice(0, at)}${other(text.charAt(at))}${text.slice(at + 1)}`;

describe('an altered file', () => {
  it('fails for every byte of a trade with both sides shown', async () => {
    const text = encodeEvidence(await collect(KSD, trades.failed));
    expect(codeOf(text)).toBe('HOLDS');
    const held: string[] = [];
    for (let at = 0; at < text.length; at += 1) {
      if (codeOf(altered(text, at)) === 'HOLDS') held.push(text.slice(at - 30, at + 10));
    }
    expect(held).toEqual([]);
  });

  it('fails for every byte of what stands for a step withheld', async () => {
    const whole = await collect('SELLER', trades.netted);
    const evidence = { ...whole, steps: whole.steps.slice(0, 5) };
    const text = encodeEvidence(evidence);
    expect(codeOf(text)).toBe('HOLDS');
    let count = 0;
    for (const step of evidence.steps.filter(isWithheld)) {
      const from = text.lastIndexOf('{"count"', text.indexOf(`"leaf":"${step.leaf}"`));
      const to = text.indexOf('"withheld":true}', from) + 16;
      expect(from).toBeGreaterThan(0);
      for (let at = from; at < to; at += 1) {
        expect(codeOf(altered(text, at)), text.slice(at - 30, at + 10)).not.toBe('HOLDS');
      }
      count += 1;
    }
    expect(count).toBe(2);
  });

  it.each([
    ['a space', (text: string) => text.replace(',', ', ')],
    ['another line feed', (text: string) => `${text}\n`],
    ['members in another order', (text: string) => text.replace(/^\{(.*?),(.*?),/, '{$2,$1,')],
    ['one member more', (text: string) => text.replace('"format"', '"a":1,"format"')],
    ['a member twice', (text: string) => text.replace('{', '{"format":"x",')],
    ['a prototype', (text: string) => text.replace('{', '{"__proto__":{},')],
    ['half of it', (text: string) => text.slice(0, text.length / 2)],
    ['nothing', () => ''],
    ['another format', (text: string) => text.replace('evidence/1', 'evidence/2')],
  ])('fails for %s', async (_, change) => {
    const text = encodeEvidence(await collect(KSD, trades.plain));
    expect(change(text)).not.toBe(text);
    expect(codeOf(change(text))).toBe('EVIDENCE_MALFORMED');
  });

  it('may lack its last line feed', async () => {
    expect(codeOf(encodeEvidence(await collect(KSD, trades.plain)).trimEnd())).toBe('HOLDS');
  });
});

/** The member at a path of names and places, one character changed. */
function spoil(evidence: Evidence, path: readonly (string | number)[]): Evidence {
  const copy: unknown = JSON.parse(JSON.stringify(evidence));
  let holder = copy as Record<string | number, unknown>;
  for (const name of path.slice(0, -1)) holder = holder[name] as typeof holder;
  const last = path.at(-1) ?? '';
  const value = holder[last];
  if (typeof value === 'number') holder[last] = value + 1;
  else if (typeof value === 'string') holder[last] = altered(value, value.length >> 1);
  else throw new Error(`nothing to spoil at ${path.join('.')}`);
  return copy as Evidence;
}

describe('one member altered', () => {
  it.each<readonly [ErrorCode, readonly (string | number)[]]>([
    ['EVIDENCE_WRONG_GENESIS', ['ledgerId']],
    ['EVIDENCE_STEPS_WRONG', ['tradeId']],
    ['EVIDENCE_LEAF_WRONG', ['steps', 2, 'core']],
    ['EVIDENCE_LEAF_WRONG', ['steps', 2, 'coreSalt']],
    ['EVIDENCE_LEAF_WRONG', ['steps', 2, 'leaf']],
    ['EVIDENCE_LEAF_WRONG', ['steps', 2, 'side', 'hash']],
    ['EVIDENCE_LEAF_WRONG', ['steps', 1, 'side', 'text']],
    ['EVIDENCE_LEAF_WRONG', ['steps', 1, 'side', 'salt']],
    ['EVIDENCE_PATH_WRONG', ['steps', 1, 'path']],
    ['EVIDENCE_PATH_WRONG', ['steps', 1, 'index']],
    ['EVIDENCE_SIGNATURE_WRONG', ['steps', 1, 'signature']],
    ['EVIDENCE_CERTIFICATE_WRONG', ['steps', 1, 'certificate']],
    ['EVIDENCE_BLOCK_WRONG', ['steps', 1, 'proof', 'height']],
    ['EVIDENCE_BLOCK_WRONG', ['steps', 1, 'proof', 'transactionIndex']],
    ['EVIDENCE_BLOCK_WRONG', ['steps', 1, 'proof', 'transaction', 'writes']],
    ['EVIDENCE_BLOCK_WRONG', ['steps', 1, 'proof', 'transaction', 'batches', 0, 'accepted']],
    ['EVIDENCE_BLOCK_WRONG', ['steps', 1, 'proof', 'transaction', 'batches', 0, 'receipts']],
    ['EVIDENCE_BLOCK_WRONG', ['steps', 1, 'proof', 'transaction', 'batches', 0, 'root']],
    ['EVIDENCE_BLOCK_WRONG', ['steps', 1, 'proof', 'headers', 0]],
    ['EVIDENCE_HEAD_WRONG', ['steps', 1, 'proof', 'head', 'hash']],
    ['EVIDENCE_HEAD_WRONG', ['steps', 1, 'proof', 'head', 'height']],
    ['EVIDENCE_HEAD_WRONG', ['steps', 1, 'proof', 'head', 'signature']],
    ['EVIDENCE_STEPS_WRONG', ['steps', 2, 'commitmentKey']],
  ])('is %s at %j', async (code, path) => {
    const evidence = await collect(KSD, trades.plain);
    const report = verifier.verify(spoil(evidence, path));
    expect(report).toMatchObject({ ok: false, rejection: { code } });
    const [, step] = path;
    if (!report.ok && typeof step === 'number') {
      expect(report.rejection.params).toEqual({ step: `${step + 1}` });
    }
  });
});

describe('steps that are put together otherwise', () => {
  const answers = (evidence: Evidence, steps: readonly (EvidenceStep | undefined)[]) =>
    answerTo({ ...evidence, steps: steps.filter((step) => step !== undefined) });

  it.each(['eventful', 'plain', 'netted'] as const)('of %s: any two swapped', async (name) => {
    const evidence = await collect('SELLER', trades[name]);
    const { steps } = evidence;
    for (let from = 0; from < steps.length; from += 1) {
      for (let to = from + 1; to < steps.length; to += 1) {
        const swapped = steps.map(
          (step, at) => steps[at === from ? to : at === to ? from : at] ?? step,
        );
        expect(answers(evidence, swapped), `${from} and ${to}`).toBe('EVIDENCE_STEPS_WRONG');
      }
    }
  });

  it.each(['eventful', 'plain', 'netted', 'failed'] as const)(
    'of %s: any but the last left out',
    async (name) => {
      const evidence = await collect('SELLER', trades[name]);
      const { steps } = evidence;
      expect(answers(evidence, steps)).toBe('HOLDS');
      for (let at = 0; at < steps.length - 1; at += 1) {
        expect(answers(evidence, steps.toSpliced(at, 1)), `${at}`).toBe('EVIDENCE_STEPS_WRONG');
      }
    },
  );

  it('any of them twice', async () => {
    const evidence = await collect(KSD, trades.eventful);
    const { steps } = evidence;
    for (const [at, step] of steps.entries()) {
      expect(answers(evidence, steps.toSpliced(at, 0, step))).toBe('EVIDENCE_STEPS_WRONG');
      expect(answers(evidence, [...steps, step])).toBe('EVIDENCE_STEPS_WRONG');
    }
  });

  it('any of them from another trade, which went through the same', async () => {
    const [first, second] = trades.chained;
    const evidence = await collect(KSD, first);
    const foreign = await collect(KSD, second);
    expect(foreign.steps).toHaveLength(evidence.steps.length);
    const common: number[] = [];
    for (const [at, step] of foreign.steps.entries()) {
      const spliced = answers(evidence, evidence.steps.with(at, step));
      // What the central bank says of the chain's payment is one instruction for all its trades.
      if (spliced === 'HOLDS') common.push(at);
      else expect(spliced, `${at}`).toBe('EVIDENCE_STEPS_WRONG');
    }
    const shared = evidence.steps.flatMap(({ leaf }, at) =>
      leaf === foreign.steps[at]?.leaf && at === 7 ? [at] : [],
    );
    expect(common).toEqual(shared);
    const plain = await collect(KSD, trades.plain);
    const free = await collect(KSD, trades.free);
    for (const [at, step] of free.steps.entries()) {
      expect(answers(plain, plain.steps.with(at, step)), `${at}`).toBe('EVIDENCE_STEPS_WRONG');
    }
  });

  it('a step with its commitment key left out, or one where none belongs', async () => {
    const evidence = await collect(KSD, trades.plain);
    const [submit, confirm, restrict] = evidence.steps;
    if (restrict === undefined || isWithheld(restrict)) throw new Error('no step');
    const { commitmentKey = '', ...without } = restrict;
    expect(answers(evidence, [submit, confirm, without])).toBe('EVIDENCE_STEPS_WRONG');
    if (submit === undefined || isWithheld(submit)) throw new Error('no step');
    expect(answers(evidence, [{ ...submit, commitmentKey }])).toBe('EVIDENCE_STEPS_WRONG');
  });

  it('a step of a party withheld, as only steps of a side may be', async () => {
    const evidence = await collect(KSD, trades.eventful);
    for (const [at, step] of evidence.steps.entries()) {
      const steps = evidence.steps.with(at, withheldStep(step));
      const isOfSide = [2, 3, 5, 6, 7, 9].includes(at);
      expect(answers(evidence, steps) === 'HOLDS', `${at}`).toBe(isOfSide);
    }
  });
});

describe('another genesis', () => {
  it.each([
    ['of another ledger', (text: string) => text.replace('Test ledger', 'Other ledger')],
    ['of another node', (text: string, node: string) => text.replace(/"nodes":\[".*?"\]/, node)],
    ['that is none', () => 'no genesis'],
  ])('%s', async (_, change) => {
    const evidence = await collect(KSD, trades.plain);
    const node = `"nodes":["${nodeKeyText(generateKeys('NODE').signing.privateKey)}"]`;
    const changed = change(genesis, node);
    expect(changed).not.toBe(genesis);
    const report = verifyEvidence(evidence, changed, nodeCrypto);
    expect(report).toMatchObject({ ok: false, rejection: { code: 'EVIDENCE_WRONG_GENESIS' } });
  });

  it('with the same participants but other keys, where the identity is claimed', async () => {
    const evidence = await collect(KSD, trades.plain);
    const others = await Consortium.open();
    await others.close();
    const claimed = { ...evidence, ledgerId: others.ledger.ledgerId };
    const report = verifyEvidence(claimed, encodeGenesis(others.genesis), nodeCrypto);
    expect(report).toMatchObject({
      ok: false,
      rejection: { code: 'EVIDENCE_CERTIFICATE_WRONG', params: { step: '1' } },
    });
  });
});
