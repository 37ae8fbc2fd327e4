import { setTimeout } from 'node:timers/promises';

/** Waits before a network is asked again. */
export const pause = (milliseconds: number): Promise<void> => setTimeout(milliseconds);
