import type { Progress } from '../read-model/read-model.js';
import type { Services } from '../start/services.js';

/** What is looked at to find out how things are. */
export type ThingsParts = Pick<
  Services,
  'directory' | 'ledger' | 'network' | 'transport' | 'desks' | 'database' | 'demo' | 'now'
> & { readonly progress: () => readonly Progress[] };
