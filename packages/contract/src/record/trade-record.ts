import type {
  LotWire,
  SideName,
  SideStatus,
  SideWire,
  State,
  Step,
  TermsWire,
} from '@bondledger/domain';
import { FrameReader } from '../bytes/frame.js';
import { Scratch } from '../bytes/scratch.js';
import { textOf } from '../bytes/text.js';
import type { Crypto } from '../crypto/crypto.js';
import { openBox, sealWritten } from '../sealing/box.js';
import { recall, type Remembered } from './opened.js';
import { decodeCoreEvidence, decodeSideEvidence, type WriteEvidence } from './evidence-codec.js';
import type { CoreEvidence, SideEvidence } from './evidence.js';

/** A step that the trade accepted, for ever: [leaf, step, the revision it made, its side]. */
export type AcceptedStep =
  | readonly [leaf: string, step: Step, revision: number]
  | readonly [leaf: string, step: Step, revision: number, side: SideName];

/** A payment as the trade remembers it. */
export interface TradePayment {
  readonly askedBack?: boolean | undefined;
  readonly attempt: number;
  /** Leaf of the REQUEST_PAYMENT. */
  readonly leaf: string;
  readonly paymentNo: string;
}

/** What both sides, KSD and BOK read of a trade. */
export interface TradeCore {
  /** An open request to cancel: whose, and its leaf. */
  readonly cancel?: { readonly by: SideName; readonly leaf: string } | undefined;
  readonly chainId?: string | undefined;
  /**
   * Of the step that wrote this version; absent where a side box holds it, and where the box was
   * opened without it. It is no part of the content's JSON.
   */
  readonly evidence?: CoreEvidence | undefined;
  /** The newest payment of the trade or of its chain. */
  readonly payment?: TradePayment | undefined;
  /** 1 with SUBMIT, one more with each step. */
  readonly revision: number;
  readonly settlementNo?: string | undefined;
  readonly sides: { readonly buyer: SideStatus; readonly seller: SideStatus };
  readonly state: State;
  readonly steps: readonly AcceptedStep[];
  readonly terms: TermsWire;
  readonly termsHash: string;
  readonly tradeId: string;
}

/** What one side, its own institutions and KSD read. */
export interface SideContent extends SideWire {
  readonly evidence?: SideEvidence;
  readonly lots?: readonly LotWire[];
}

/** The content of a side box, members in canonical order. */
export const sideContent = (side: SideWire, lots?: readonly LotWire[]): SideContent => ({
  account: side.account,
  capacity: side.capacity,
  ...(side.fund === undefined ? {} : { fund: side.fund }),
  ...(lots === undefined ? {} : { lots }),
});

/** A trade's record as it lies on the ledger: boxes and grants. */
export interface TradeRecord {
  readonly core: Uint8Array;
  readonly seller: Uint8Array;
  /** Empty until CONFIRM. */
  readonly buyer: Uint8Array;
  readonly submitGrants: Uint8Array;
  readonly confirmGrants: Uint8Array;
  readonly regrants: Uint8Array;
}

const VERSION = 1;

/** The ledger key of a trade. */
export const tradeKey = (tradeId: string): string => `trade/${tradeId}`;

/** Version byte, then six frames: core, seller and buyer box, then the three groups of grants. */
export function encodeTradeRecord(record: TradeRecord): Uint8Array {
  return frames
    .start()
    .byte(VERSION)
    .frame(record.core)
    .frame(record.seller)
    .frame(record.buyer)
    .frame(record.submitGrants)
    .frame(record.confirmGrants)
    .frame(record.regrants)
    .copy();
}

const frames = new Scratch();

export type BoxName = 'core' | SideName;

/** The frames' order in the bytes. */
const FRAMES = 6;

/**
 * A record as a view of its bytes: where each frame begins and ends. It also remembers what its
 * boxes were found to hold: see sealed-json.ts.
 */
class DecodedRecord implements TradeRecord {
  readonly memory: { [box in BoxName]?: Remembered } = {};
  readonly #bytes: Uint8Array;
  readonly #ends: readonly number[];

  constructor(bytes: Uint8Array, ends: readonly number[]) {
    this.#bytes = bytes;
    this.#ends = ends;
  }

  get core(): Uint8Array {
    return this.#frame(0, 1);
  }

  get seller(): Uint8Array {
    return this.#frame(1, 2);
  }

  get buyer(): Uint8Array {
    return this.#frame(2, 3);
  }

  get submitGrants(): Uint8Array {
    return this.#frame(3, 4);
  }

  get confirmGrants(): Uint8Array {
    return this.#frame(4, 5);
  }

  get regrants(): Uint8Array {
    return this.#frame(5, 6);
  }

  #frame(before: number, at: number): Uint8Array {
    return this.#bytes.subarray((this.#ends[before] ?? 0) + 4, this.#ends[at]);
  }
}

/** Records by their bytes, so that the same bytes are one record. No result depends on it. */
const decoded = new WeakMap<Uint8Array, DecodedRecord>();

/** The record, or undefined where the bytes are none of this version. */
export function decodeTradeRecord(bytes: Uint8Array): TradeRecord | undefined {
  const known = decoded.get(bytes);
  if (known !== undefined) return known;
  const ends = endsOfFrames(bytes);
  if (ends === undefined) return undefined;
  const record = new DecodedRecord(bytes, ends);
  decoded.set(bytes, record);
  return record;
}

const countAt = (bytes: Uint8Array, at: number): number =>
  (bytes[at] ?? 0) * 0x1000000 +
  (((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));

/** Where each frame ends; the first number is where the first of them begins. */
function endsOfFrames(bytes: Uint8Array): readonly number[] | undefined {
  if (bytes[0] !== VERSION) return undefined;
  const ends = [1];
  let at = 1;
  for (let frame = 0; frame < FRAMES; frame += 1) {
    if (at + 4 > bytes.length) return undefined;
    at += 4 + countAt(bytes, at);
    ends.push(at);
  }
  return at === bytes.length ? ends : undefined;
}

/** The associated data of a trade's boxes: which box of which record. */
const place = (tradeId: string, box: BoxName): string => `${tradeKey(tradeId)}|${box}`;

/**
 * Seals a box: one frame with the content as JSON, its members in canonical order, and one with the
 * evidence of the step that wrote it (see evidence-codec), empty where it has none.
 */
export function sealContent(
  crypto: Crypto,
  key: Uint8Array,
  tradeId: string,
  box: BoxName,
  content: TradeCore | SideContent,
  evidence: WriteEvidence,
): Uint8Array {
  const text = JSON.stringify(content);
  return sealWritten(crypto, key, place(tradeId, box), (scratch) => {
    scratch.framed(text);
    const at = scratch.length;
    evidence(scratch.count(0));
    scratch.countAt(at, scratch.length - at - 4);
  });
}

interface Opened {
  readonly content: Uint8Array;
  readonly evidence: Uint8Array;
}

/** What opens was sealed by the rules, so its shape needs no second check. */
function openFrames(
  crypto: Crypto,
  key: Uint8Array,
  tradeId: string,
  name: BoxName,
  box: Uint8Array,
): Opened | undefined {
  const bytes = openBox(crypto, key, place(tradeId, name), box);
  if (bytes === undefined) return undefined;
  const reader = new FrameReader(bytes);
  const content = reader.frame();
  return { content, evidence: reader.frame() };
}

type Content = TradeCore | SideContent;

function contentOf(opened: Opened | undefined): Content | undefined {
  const text = opened === undefined ? undefined : textOf(opened.content);
  return text === undefined ? undefined : (JSON.parse(text) as Content);
}

function openState(
  crypto: Crypto,
  key: Uint8Array,
  tradeId: string,
  name: BoxName,
  record: TradeRecord,
): Content | undefined {
  const memory = record instanceof DecodedRecord ? record.memory : {};
  const known = recall(memory[name], tradeId, key);
  if (known !== undefined) return known as Content;
  const content = contentOf(openFrames(crypto, key, tradeId, name, record[name]));
  if (content !== undefined) memory[name] = { name: tradeId, key, content };
  return content;
}

/**
 * Tells a record what one of its boxes holds: who sealed it need not open it. Content is never
 * changed in place, so it can be shared by all that show the same key.
 */
export function rememberContent(
  record: TradeRecord,
  tradeId: string,
  name: BoxName,
  key: Uint8Array,
  content: TradeCore | SideContent,
): void {
  if (record instanceof DecodedRecord) record.memory[name] = { name: tradeId, key, content };
}

/** Opens a core box without its evidence: undefined where the key is not its key. */
export const openCoreState = (
  crypto: Crypto,
  key: Uint8Array,
  tradeId: string,
  record: TradeRecord,
): TradeCore | undefined =>
  openState(crypto, key, tradeId, 'core', record) as TradeCore | undefined;

/** Opens a side box without its evidence: undefined where the key is not its key. */
export const openSideState = (
  crypto: Crypto,
  key: Uint8Array,
  tradeId: string,
  side: SideName,
  record: TradeRecord,
): SideContent | undefined =>
  openState(crypto, key, tradeId, side, record) as SideContent | undefined;

/** Opens a core box with its evidence: undefined where the key is not its key. */
export function openCore(
  crypto: Crypto,
  key: Uint8Array,
  tradeId: string,
  box: Uint8Array,
): TradeCore | undefined {
  const opened = openFrames(crypto, key, tradeId, 'core', box);
  const core = contentOf(opened) as TradeCore | undefined;
  if (opened === undefined || core === undefined) return undefined;
  return { ...core, evidence: decodeCoreEvidence(opened.evidence) };
}

/** Opens a side box with its evidence: undefined where the key is not its key. */
export function openSide(
  crypto: Crypto,
  key: Uint8Array,
  tradeId: string,
  side: SideName,
  box: Uint8Array,
): SideContent | undefined {
  const opened = openFrames(crypto, key, tradeId, side, box);
  const content = contentOf(opened) as SideContent | undefined;
  if (opened === undefined || content === undefined) return undefined;
  const evidence = decodeSideEvidence(opened.evidence);
  return evidence === undefined ? content : { ...content, evidence };
}
