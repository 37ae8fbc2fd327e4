import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ADMIN, type Layout } from '../configuration/layout.js';

/**
 * Whether an institution's keys are in this directory, or are still to be made. Once a network has
 * been handed out, each host has its own institution's keys and of the others what is public.
 */
export const isHeldHere = (layout: Layout, institution: string): boolean =>
  existsSync(layout.home(institution, ADMIN)) ||
  !existsSync(join(layout.publicMsp(institution), 'config.yaml'));
