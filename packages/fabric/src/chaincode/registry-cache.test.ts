import { describe, expect, it } from 'vitest';
import { nodeCrypto, utf8, type Write } from '@bondledger/contract';
import { RegistryCaches } from './registry-cache.js';
import type { StatePort } from './state-port.js';

const NAME = 'registry/issue/KR103501A781';

/** A channel whose registry has one issue, of this content. */
function stateOf(channel: string, content: string): StatePort {
  const entry: Write = { key: NAME, value: utf8(content) };
  return {
    channel,
    read: async () => Promise.resolve(new Map()),
    range: async (from, to) => Promise.resolve(from <= NAME && NAME < to ? [entry] : []),
    write: async () => Promise.reject(new Error('nothing is written here')),
  };
}

describe('the registry in memory', () => {
  const version = new Uint8Array(32).fill(7);

  it('is that of its channel alone, also where another has its version', async () => {
    const caches = new RegistryCaches(nodeCrypto);
    const [own, other] = [stateOf('bonds', 'own'), stateOf('other', 'forged')];
    await caches.of(other.channel).load(version, other);
    expect(caches.of(own.channel).at(version)).toBeUndefined();
    await caches.of(own.channel).load(version, own);
    expect(caches.of(own.channel).at(version)?.get(NAME)).toEqual(utf8('own'));
    expect(caches.of(other.channel).at(version)?.get(NAME)).toEqual(utf8('forged'));
  });

  it('is kept of a few channels, the newest', async () => {
    const caches = new RegistryCaches(nodeCrypto);
    const names = ['a', 'b', 'c', 'd', 'e'];
    for (const name of names) await caches.of(name).load(version, stateOf(name, name));
    expect(caches.of('e').at(version)?.get(NAME)).toEqual(utf8('e'));
    expect(caches.of('a').at(version)).toBeUndefined();
  });
});
