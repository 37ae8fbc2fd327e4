import type { PaymentNo, SettlementNo } from '@bondledger/domain';
import { toBase32, utf8 } from '../bytes/text.js';
import type { Crypto } from '../crypto/crypto.js';

/** 결제번호: the date of the tradeId and 13 base-32 characters of a hash of it. */
export const settlementNoOf = (crypto: Crypto, tradeId: string): SettlementNo =>
  `${tradeId.slice(0, 9)}${toBase32(crypto.sha256(utf8(`settlement-no|${tradeId}`)), 13)}`;

/** The number of a payment: what it pays for, and the attempt from 1. */
export const paymentNoOf = (subject: string, attempt: number): PaymentNo =>
  `${subject}-${attempt.toString()}`;
