import { engineNameOf, type ConsortiumEngine } from '@bondledger/consortium';
import { BondledgerError } from '@bondledger/domain';
import type { Call } from '../command/call.js';
import type { FabricEngineOptions } from './fabric-engine.js';
import { FABRIC } from './places.js';

/**
 * The engine that a directory was made with; undefined for the embedded one. Loads what belongs to
 * Fabric only where it is needed.
 *
 * @throws BondledgerError ENGINE_OTHER where this program has no such engine
 */
export async function engineOf(
  call: Call,
  directory: string,
  options: FabricEngineOptions = { starts: false },
): Promise<ConsortiumEngine | undefined> {
  const engine = engineNameOf(directory);
  if (engine === FABRIC) return openFabric(call, options);
  if (engine === 'embedded') return undefined;
  throw new BondledgerError({ code: 'ENGINE_OTHER', params: { path: directory, engine } });
}

export async function openFabric(
  call: Call,
  options: FabricEngineOptions,
): Promise<ConsortiumEngine> {
  const { fabricEngine } = await import('./fabric-engine.js');
  return fabricEngine(call, options);
}
