import { BondledgerError } from '@bondledger/domain';
import type { Handlers } from '../http/handler.js';
import type { Drive } from './drive.js';

/** Run the day: demo only. */
export function driveHandlers({
  drive,
}: {
  readonly drive: Drive | undefined;
}): Pick<Handlers, 'drive' | 'setDrive'> {
  const running = (): Drive => {
    if (drive === undefined) throw new BondledgerError({ code: 'DEMO_ONLY' });
    return drive;
  };
  return {
    drive: () => Promise.resolve(running().status()),
    setDrive: ({ body }) => running().set(body),
  };
}
