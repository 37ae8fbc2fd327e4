import type { ServerEvent } from '@bondledger/sdk/api';

/** Events on their way to browsers. What is published for an institution nobody else gets. */
export interface EventHub {
  /** @param institution undefined: what everybody who is signed in may know */
  publish(institution: string | undefined, event: ServerEvent): void;
}
