import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { consortiumLayout } from '@bondledger/consortium';

/** The name that a directory remembers its engine by. */
export const FABRIC = 'fabric';

/** Where the network of a consortium's directory lies. */
export const networkPath = (directory: string): string => consortiumLayout(directory).network;

/** What was read of the channel so far, for the next command to go on from. */
export const derivedPath = (directory: string): string => join(directory, 'derived');

/** The file that says who runs what. */
export const topologyPath = (directory: string): string =>
  join(networkPath(directory), 'consortium.yaml');

/** Whether a directory holds a network, or what one is started from. */
export const hasNetwork = (directory: string): boolean => existsSync(topologyPath(directory));
