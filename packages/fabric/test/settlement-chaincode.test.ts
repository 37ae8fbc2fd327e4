import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { peer } from '@hyperledger/fabric-protos';
import { settlementChaincodeOf } from '@bondledger/contract';
import { decodeValues, encodeKeys, encodeWrites } from '../src/chaincode/batch-messages.js';
import { settlementChaincode } from '../src/chaincode/settlement-chaincode.js';
import { CHAINCODE } from './support/proposals.js';
import type { ScriptedPeer, Simulated } from './support/scripted-peer.js';
import { NATIVE, Shells } from './support/shells.js';
import { tlsFiles, type TlsFiles } from './support/tls-files.js';

let tls: TlsFiles;
beforeAll(async () => {
  tls = await tlsFiles();
});

const shells = new Shells();
afterEach(() => shells.close());

const failures: string[] = [];

async function keeper(batches?: typeof NATIVE): Promise<ScriptedPeer> {
  const chaincode = settlementChaincode({
    chaincode: CHAINCODE,
    onFailure: (txId) => failures.push(txId),
  });
  return shells.connect(await shells.serve(chaincode, tls), tls, batches);
}

/** Called by a chaincode that a client has asked. */
function called(
  scripted: ScriptedPeer,
  args: readonly (string | Uint8Array)[],
  chaincode = CHAINCODE,
): Promise<Simulated> {
  const input = new peer.ChaincodeInput();
  input.setArgsList(args.map((arg) => Buffer.from(arg)));
  return scripted.invokeWith({ name: 'putTradeInfo', chaincode }, input);
}

const value = Buffer.from('sealed');
const KEY = 'holding/1';
const REFUSED = { status: 500, message: 'CALL_INVALID', writes: new Map() };

describe.each([
  ['with batch messages', NATIVE],
  ['key by key', undefined],
])('the chaincode of settlement %s', (_, batches) => {
  it('reads and writes for the chaincode of the ledger', async () => {
    const scripted = await keeper(batches);
    const written = await called(scripted, ['write', encodeWrites([{ key: KEY, value }])]);
    expect(written).toMatchObject({ status: 200, writes: new Map([[KEY, new Uint8Array(value)]]) });
    scripted.state.set(KEY, value);
    const read = await called(scripted, ['read', encodeKeys([KEY, 'holding/2'])]);
    expect(read).toMatchObject({ status: 200, reads: [KEY, 'holding/2'] });
    expect(decodeValues(read.payload)).toEqual([new Uint8Array(value), new Uint8Array(0)]);
  });
});

describe('the chaincode of settlement', () => {
  it.each([settlementChaincodeOf(CHAINCODE), 'other', ''])(
    'does nothing for a client that has asked "%s"',
    async (chaincode) => {
      const scripted = await keeper(NATIVE);
      const writes = encodeWrites([{ key: KEY, value }]);
      expect(await called(scripted, ['write', writes], chaincode)).toMatchObject(REFUSED);
      const read = await called(scripted, ['read', encodeKeys([KEY])], chaincode);
      expect(read).toMatchObject({ ...REFUSED, reads: [] });
    },
  );

  it.each<[string, readonly (string | Uint8Array)[]]>([
    ['a key that is no key of settlement', ['write', encodeWrites([{ key: 'trade/1', value }])]],
    ['another call', ['delete', encodeKeys([KEY])]],
    ['no keys', ['read']],
    ['more than it takes', ['read', encodeKeys([KEY]), 'more']],
  ])('refuses %s', async (_, args) => {
    expect(await called(await keeper(NATIVE), args)).toMatchObject(REFUSED);
  });

  it('says that it failed, and nothing more', async () => {
    const scripted = await keeper(NATIVE);
    scripted.failOn = () => true;
    const failed = { ...REFUSED, message: 'CHAINCODE_FAILED' };
    expect(await called(scripted, ['read', encodeKeys([KEY])])).toMatchObject(failed);
    expect(failures).toEqual(['tx1']);
  });
});
