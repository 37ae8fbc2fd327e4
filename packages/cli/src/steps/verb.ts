import type { Step } from '@bondledger/domain';
import { HELP_TEXTS } from '../texts/help.js';
import type { Bilingual } from '../command/spec.js';
import type { InputPart, SubjectKind } from './input.js';

/** The steps that have a verb each: not SUBMIT, which reads tickets, nor REGRANT, not offered. */
export type VerbStep = Exclude<Step, 'SUBMIT' | 'REGRANT'>;

/** A verb of the command line: one step, what it is about and what it has to be told. */
export interface Verb {
  readonly name: string;
  readonly step: VerbStep;
  readonly subjects: readonly [SubjectKind, ...SubjectKind[]];
  readonly parts: readonly InputPart[];
  /** Whether a file of tickets will do, in which the trades stand as in one's own books. */
  readonly tickets: boolean;
  readonly text: Bilingual;
  readonly example: string;
}

const TRADE = '20260921-4C0R1VM8T5XQWJ2Z7K9P3NDHAB';
const CHAIN = '20260922-C7M2Q9ZK4T0XWB';
const PAYMENT = '20260922-7M2Q9ZK4T0XWB-1';

const verb = (
  name: string,
  step: VerbStep,
  subjects: Verb['subjects'],
  example: string,
  parts: readonly InputPart[] = [],
  tickets = false,
): Verb => ({ name, step, subjects, parts, tickets, text: HELP_TEXTS[step], example });

const CHAIN_OR_TRADE = ['tradeId', 'chainId'] as const;
const PAYMENT_OF = ['paymentNo', 'tradeId', 'chainId'] as const;

export const VERBS: readonly Verb[] = [
  verb('withdraw', 'WITHDRAW', ['tradeId'], `${TRADE} --as HBSEC`),
  verb(
    'confirm',
    'CONFIRM',
    ['tradeId'],
    `${TRADE} --as DHSEC --account DHSEC-P-01 --capacity PROP`,
    ['own'],
    true,
  ),
  verb(
    'reject',
    'REJECT',
    ['tradeId'],
    `${TRADE} --as DHSEC --reason TERMS_DIFFER --fields unitPrice`,
    ['reject', 'fields'],
  ),
  verb(
    'instruct',
    'INSTRUCT',
    ['tradeId'],
    `${TRADE} --as NRAMC --lots 'NRF01:3000000000;NRF02:2000000000'`,
    ['side', 'lots'],
    true,
  ),
  verb('approve', 'APPROVE', ['tradeId'], `${TRADE} --as CWBK`, ['side']),
  verb('decline', 'DECLINE', ['tradeId'], `${TRADE} --as CWBK --reason MANDATE`, [
    'side',
    'decline',
  ]),
  verb(
    'request-cancel',
    'REQUEST_CANCEL',
    ['tradeId'],
    `${TRADE} --as HBSEC --reason ENTRY_ERROR`,
    ['cancel'],
  ),
  verb('confirm-cancel', 'CONFIRM_CANCEL', ['tradeId'], `${TRADE} --as DHSEC`),
  verb('drop-cancel', 'DROP_CANCEL', ['tradeId'], `${TRADE} --as HBSEC`),
  verb('merge', 'MERGE', ['tradeId'], `chains.csv --as KSD`),
  verb('split', 'SPLIT', ['chainId'], `${CHAIN} --as KSD`),
  verb('restrict', 'RESTRICT', CHAIN_OR_TRADE, `${CHAIN} --as KSD`),
  verb('release', 'RELEASE', CHAIN_OR_TRADE, `${TRADE} --as KSD`),
  verb('request-payment', 'REQUEST_PAYMENT', CHAIN_OR_TRADE, `${CHAIN} --as KSD`),
  verb('confirm-payment', 'CONFIRM_PAYMENT', PAYMENT_OF, `${PAYMENT} --as BOK`),
  verb('revoke-payment', 'REVOKE_PAYMENT', CHAIN_OR_TRADE, `${CHAIN} --as KSD`),
  verb('confirm-revoked', 'CONFIRM_REVOKED', PAYMENT_OF, `${PAYMENT} --as BOK`),
  verb('settle', 'SETTLE', CHAIN_OR_TRADE, `${CHAIN} --as KSD`),
  verb('expire', 'EXPIRE', ['tradeId'], `${TRADE} --as KSD`),
  verb('fail', 'FAIL', ['tradeId'], `${TRADE} --as KSD`),
];
