import { consortiumLayout } from '@bondledger/consortium';
import type { Ledger } from '@bondledger/ledger';

/** Where the files of the network lie that a directory's ledger is on; undefined without one. */
export const networkOf = (
  ledger: Pick<Ledger, 'engine'> | undefined,
  directory: string,
): string | undefined =>
  ledger?.engine === 'fabric' ? consortiumLayout(directory).network : undefined;
