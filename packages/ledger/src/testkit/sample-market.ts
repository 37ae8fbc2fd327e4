import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import {
  ledgerIdOf,
  nodeCrypto,
  termsHashOf,
  toBase32,
  toBase64,
  utf8,
  type FabricGenesis,
  type Genesis,
  type Submission,
  type TradeOpening,
} from '@bondledger/contract';
import { encodeTerms, isinCheckDigit, type Terms } from '@bondledger/domain';
import { SampleInstitution, type SampleInstruction } from './sample-institution.js';

/** A trade that the market makes, by its number. */
export interface SampleTrade {
  readonly tradeId: string;
  /** The ledger key of its record. */
  readonly key: string;
  /** Leaf (hex) of its SUBMIT. */
  readonly leaf: string;
  readonly submission: Submission;
}

const TRADE_DATE = '2018-09-18';
const ISIN_BODY = 'KR103501A78';
const ISIN = `${ISIN_BODY}${isinCheckDigit(ISIN_BODY)}`;

const derived = (label: string): Uint8Array => nodeCrypto.sha256(utf8(label));

/**
 * A depository, a central bank, a seller and a buyer with their keys, and the batches that they
 * sign: enough for real transactions on any engine. Keys and salts are random, so the batches of
 * one market are made once and sent to each engine that is compared.
 */
export class SampleMarket {
  readonly genesis: Genesis;
  readonly ledgerId: string;
  /** The node's private key; the genesis names its public half. */
  readonly nodeKey: KeyObject;
  readonly #depository = new SampleInstitution('KSD', ['DEPOSITORY']);
  readonly #seller = new SampleInstitution('SELLER', ['SECURITIES_FIRM']);
  readonly #buyer = new SampleInstitution('BUYER', ['SECURITIES_FIRM']);

  /** @param fabric The channel that the market's ledger lives on, where it is one. */
  constructor(fabric?: FabricGenesis) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const bank = new SampleInstitution('BOK', ['CENTRAL_BANK']);
    const participants = [bank, this.#buyer, this.#depository, this.#seller];
    this.nodeKey = privateKey;
    this.genesis = {
      authorities: [],
      businessDate: TRADE_DATE,
      ...(fabric === undefined ? {} : { fabric }),
      format: 'bondledger/genesis/1',
      holidays: [],
      name: 'sample market',
      nodes: [toBase64(publicKey.export({ format: 'der', type: 'spki' }))],
      participants: participants.map((each) => each.participant()),
      rulesVersion: 1,
    };
    this.ledgerId = ledgerIdOf(nodeCrypto, this.genesis);
  }

  /** KSD declares holidays: one write that changes with each call. */
  async holidays(...dates: readonly string[]): Promise<Submission> {
    const core = { step: 'ADD_HOLIDAYS', data: { holidays: dates } };
    return (await this.#depository.batch(this.ledgerId, [{ core }])).submission;
  }

  /** KSD registers the issue that is traded here; refused the second time. */
  async issue(): Promise<Submission> {
    const data = {
      instrumentType: 'KTB',
      isin: ISIN,
      maturityDate: '2028-09-18',
      name: { en: 'Treasury bond', ko: '국고채' },
    };
    const core = { step: 'REGISTER_ISSUE', data };
    return (await this.#depository.batch(this.ledgerId, [{ core }])).submission;
  }

  /** The seller submits a trade. */
  async submit(number: number): Promise<SampleTrade> {
    const [trade] = await this.submitTogether([number]);
    if (trade === undefined) throw new Error('no trade was made');
    return trade;
  }

  /** The seller submits several trades in one batch, which all of them share. */
  async submitTogether(numbers: readonly number[]): Promise<readonly SampleTrade[]> {
    const made = numbers.map((number) => this.#sale(number));
    const instructions = made.map(({ instruction }) => instruction);
    const { submission, leaves } = await this.#seller.batch(this.ledgerId, instructions);
    return made.map(({ tradeId }, at) => ({
      tradeId,
      key: `trade/${tradeId}`,
      leaf: leaves[at] ?? '',
      submission,
    }));
  }

  /** The buyer confirms a submitted trade. */
  async confirm(number: number, { leaf }: SampleTrade): Promise<Submission> {
    const { tradeId, termsHash, opening } = this.#trade(number);
    const instruction = {
      core: { step: 'CONFIRM', tradeId, termsHash, answers: leaf, data: {} },
      side: { side: { account: 'BUYER-1', capacity: 'PROP' as const } },
      opening: { trades: [{ ...opening, buyerKey: derived(`buyer ${tradeId}`) }] },
    };
    return (await this.#buyer.batch(this.ledgerId, [instruction])).submission;
  }

  /** A batch whose signature is another batch's: refused whole. */
  async forged(): Promise<Submission> {
    const [mine, other] = await Promise.all([this.holidays('2019-01-01'), this.issue()]);
    return { ...mine, batch: { ...mine.batch, signature: other.batch.signature } };
  }

  #sale(number: number): { readonly tradeId: string; readonly instruction: SampleInstruction } {
    const { tradeId, termsHash, terms, opening } = this.#trade(number);
    const instruction = {
      core: { step: 'SUBMIT', tradeId, termsHash, data: { terms: encodeTerms(terms) } },
      side: { side: { account: 'SELLER-1', capacity: 'PROP' as const } },
      opening: { trades: [{ ...opening, sellerKey: derived(`seller ${tradeId}`) }] },
    };
    return { tradeId, instruction };
  }

  #trade(number: number): {
    readonly tradeId: string;
    readonly terms: Terms;
    readonly termsHash: string;
    readonly opening: TradeOpening;
  } {
    const tradeId = `20180918-${toBase32(derived(`trade ${number.toString()}`), 26)}`;
    const terms: Terms = {
      reference: `R${number.toString()}`,
      isin: ISIN,
      instrumentType: 'KTB',
      faceAmount: 10_000_000_000n,
      unitPrice: 10_100n,
      settlementAmount: 10_100_000_000n,
      tradeDate: TRADE_DATE,
      settlementDate: '2018-09-19',
      settlementMethod: 'DVP',
      seller: 'SELLER',
      buyer: 'BUYER',
      sellerKeeper: 'SELLER',
      buyerKeeper: 'BUYER',
    };
    const termsHash = termsHashOf(nodeCrypto, this.ledgerId, tradeId, terms);
    return { tradeId, terms, termsHash, opening: { tradeId, coreKey: derived(`core ${tradeId}`) } };
  }
}
