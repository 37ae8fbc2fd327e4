import { describe, expect, it } from 'vitest';
import { nodeCrypto, utf8, type ParticipantRecord } from '@bondledger/contract';
import { BOK, KSD, type Role } from '@bondledger/domain';
import { generateKeys } from '../keys/key-pairs.js';
import { memorySigner } from '../keys/memory-signer.js';
import { PairKeyring } from './pair-keyring.js';

const [x, y] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const OFF_CURVE = Buffer.concat([Buffer.of(4), x, y]).toString('base64');

const record = (code: string, role: Role, publicKey: string): ParticipantRecord => ({
  code,
  coEndorser: code,
  name: { en: code, ko: code },
  peer: false,
  roles: [role],
  sealing: { keyId: '0'.repeat(32), publicKey },
  status: 'ACTIVE',
});
const good = (code: string, role: Role): ParticipantRecord =>
  record(code, role, generateKeys(code).sealing.publicKey);

/** The registry as a ledger answers it, one record a page. */
function keyringOver(records: readonly ParticipantRecord[]): PairKeyring {
  const transport = {
    ledgerId: 'a'.repeat(64),
    range: ({ bookmark = '0' }: { readonly bookmark?: string }) => {
      const at = Number(bookmark);
      const page = records.slice(at, at + 1);
      return Promise.resolve({
        records: page.map((each) => ({
          key: `registry/participant/${each.code}`,
          value: utf8(JSON.stringify(each)),
        })),
        next: at + 1 < records.length ? String(at + 1) : undefined,
      });
    },
  };
  return new PairKeyring(transport, memorySigner(generateKeys('OWN'), ''), nodeCrypto);
}

describe('the pair keys of an institution', () => {
  const founders = [good(KSD, 'DEPOSITORY'), good(BOK, 'CENTRAL_BANK')];

  it.each([
    ['beside the curve', OFF_CURVE],
    ['at infinity', Buffer.of(0).toString('base64')],
    ['compressed', Buffer.concat([Buffer.of(2), x]).toString('base64')],
    ['no bytes at all', ''],
    ['no base64', '?'],
  ])('leave out a participant whose point is %s', async (_, publicKey) => {
    const wrong = record('WRONG', 'SECURITIES_FIRM', publicKey);
    const pairs = keyringOver([...founders, wrong, good('FIRM', 'SECURITIES_FIRM')]);
    await pairs.refresh();
    expect(pairs.size).toBe(3);
    expect(pairs.find('WRONG')).toBeUndefined();
    expect(() => pairs.with('WRONG')).toThrow('COUNTERPARTY_UNKNOWN');
    expect(pairs.traders()).toEqual(['FIRM']);
  });

  it('stay as they are when they are read again', async () => {
    const pairs = keyringOver([...founders, good('FIRM', 'SECURITIES_FIRM')]);
    await pairs.refresh();
    const before = pairs.with('FIRM');
    await pairs.refresh();
    expect(pairs.with('FIRM')).toBe(before);
  });
});
