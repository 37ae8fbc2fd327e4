import type { WithheldStep } from './evidence.js';
import { decodePath, entriesFor } from './merkle-path.js';

/** What stands for a step that is not shown: its leaf, and that the ledger accepted it there. */
export function withheldStep({
  index,
  leaf,
  path,
  proof,
}: Pick<WithheldStep, 'index' | 'leaf' | 'path' | 'proof'>): WithheldStep {
  const count = entriesFor(index, decodePath(path)?.length ?? 0) ?? 0;
  return { count, index, leaf, path, proof, withheld: true };
}
