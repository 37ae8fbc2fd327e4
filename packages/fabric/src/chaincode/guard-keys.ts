import {
  createGuard,
  fromBase64,
  pairKeyOf,
  readRegistry,
  type Crypto,
  type PairKey,
  type ParticipantRecord,
  type Prepared,
} from '@bondledger/contract';
import type { Signer } from '@bondledger/sdk';
import type { RegistryEntries } from './registry-cache.js';

const PARTICIPANT = 'registry/participant/';

/** The guard as the chaincode asks it: with the registry of the moment. */
export interface ChaincodeGuard {
  /** Leaves (hex) that KSD refuses to endorse. */
  check(prepared: Prepared, registry: RegistryEntries): Promise<readonly string[]>;
}

/** KSD's guard with the pair keys of whoever is registered, derived once each. */
export function registryGuard(crypto: Crypto, ledgerId: string, signer: Signer): ChaincodeGuard {
  const pairs = new Map<string, PairKey>();
  const derived = new WeakSet<RegistryEntries>();
  const guard = createGuard(crypto, (code) => pairs.get(code));

  const derive = async ({ code, sealing }: ParticipantRecord): Promise<void> => {
    const point = fromBase64(sealing.publicKey);
    if (code === signer.participant || pairs.has(code) || point === undefined) return;
    const secret = await signer.derive(point);
    const own = { participant: signer.participant, sealingKeyId: signer.sealing.keyId };
    const other = { participant: code, sealingKeyId: sealing.keyId };
    pairs.set(code, pairKeyOf(crypto, ledgerId, secret, own, other));
  };

  return {
    async check(prepared, registry) {
      if (!derived.has(registry)) {
        for (const [key, value] of registry) {
          const record = key.startsWith(PARTICIPANT)
            ? readRegistry<ParticipantRecord>(value)
            : undefined;
          if (record !== undefined) await derive(record);
        }
        derived.add(registry);
      }
      return guard.check(prepared);
    },
  };
}
