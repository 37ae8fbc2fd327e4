import type { Right } from '@bondledger/sdk/api';
import { useText } from '../../text/use-text.js';

const RIGHTS: readonly Right[] = ['READ', 'MAKE', 'CHECK', 'ADMINISTER', 'AUDIT', 'OPERATE'];

/** What a program may be given: it makes, and never checks or administers. */
export const MACHINE_RIGHTS = ['READ', 'MAKE', 'AUDIT', 'OPERATE'] as const;
export type MachineRight = (typeof MACHINE_RIGHTS)[number];

/** The rights that a person can have, in words. */
export function useRightOptions(): readonly { readonly value: Right; readonly label: string }[] {
  const { t } = useText();
  return RIGHTS.map((value) => ({ value, label: t(`rights.${value}`) }));
}
