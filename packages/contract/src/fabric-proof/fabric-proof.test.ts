import fc from 'fast-check';
import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../bytes/text.js';
import { payloadOf } from './endorsed-transaction.js';
import { Message } from './protobuf.js';
import { rawSignature } from './raw-signature.js';

const bytes = (hex: string): Uint8Array => fromHex(hex) ?? expect.fail();

describe('a protobuf message', () => {
  it('has numbers, bytes, texts and messages, in any order', () => {
    const message = new Message(bytes('0a0161' + '1096ff01' + '0d00000000' + '2202' + '0801'));
    expect(message.order).toEqual([1, 2, 1, 4]);
    expect(message.number(2)).toBe(32_662);
    expect(message.message(4).number(1)).toBe(1);
    expect(message.bytes(9)).toEqual(new Uint8Array(0));
    expect(message.number(9)).toBe(0);
    expect(new Message(bytes('0a03656e64')).text(1)).toBe('end');
  });

  it.each([
    ['bytes that end too early', '0a05616263'],
    ['a number that ends too early', '0880'],
    ['a longer number than it needs', '088100'],
    ['a number that is too large', '08ffffffffffffffffff01'],
    ['a group', '0b0c'],
  ])('is none with %s', (_, hex) => {
    expect(() => new Message(bytes(hex))).toThrow(RangeError);
  });

  it.each<[string, string, (message: Message) => unknown]>([
    ['a field twice', '0a01610a0162', (message) => message.bytes(1)],
    ['a number twice', '08010802', (message) => message.number(1)],
    ['bytes for a number', '0a0161', (message) => message.number(1)],
    ['a number for bytes', '0801', (message) => message.bytes(1)],
    ['a text that is not UTF-8', '0a01ff', (message) => message.text(1)],
  ])('is not read where one has %s', (_, hex, read) => {
    expect(() => read(new Message(bytes(hex)))).toThrow(RangeError);
  });

  it('never throws anything else, whatever the bytes', () => {
    const read = (data: Uint8Array): void => {
      const message = new Message(data);
      for (const field of message.order) message.all(field);
    };
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (data) => {
        try {
          read(data);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });
});

describe('an envelope', () => {
  it('has a payload, and perhaps a signature after it', () => {
    expect(payloadOf(bytes('0a0161'))).toEqual(bytes('61'));
    expect(payloadOf(bytes('0a0161120162'))).toEqual(bytes('61'));
  });

  it.each([
    ['no payload', '120162'],
    ['an empty payload', '0a00120162'],
    ['the signature first', '1201620a0161'],
    ['two payloads', '0a01610a0162'],
    ['something after it', '0a01611201621a0163'],
  ])('is none with %s', (_, hex) => {
    expect(() => payloadOf(bytes(hex))).toThrow(RangeError);
  });
});

describe('a signature in DER', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  it('is the same signature in 64 bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 8 }), (message) => {
        const raw = rawSignature(sign('sha256', message, privateKey)) ?? expect.fail();
        const key = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
        expect(verify('sha256', message, key, raw)).toBe(true);
      }),
    );
  });

  it('fills short numbers up', () => {
    const raw = rawSignature(bytes('3007' + '020107' + '02020080')) ?? expect.fail();
    expect([raw[31], raw[63], raw.reduce((sum, byte) => sum + byte, 0)]).toEqual([7, 128, 135]);
  });

  it.each([
    ['nothing', ''],
    ['another tag', '3106020107020107'],
    ['a wrong length', '3007020107020107'],
    ['a negative number', '3006020187020107'],
    ['a number longer than it needs', '300702020007020107'],
    ['an empty number', '30050200020107'],
    ['bytes after it', '300602010702010700'],
    ['one number', '3003020107'],
    ['a number of 33 bytes', `30260221${'01'.repeat(33)}020107`],
  ])('is none with %s', (_, hex) => {
    expect(rawSignature(bytes(hex))).toBeUndefined();
  });
});
