import type { InstrumentType, IsoDate, Phase, Role } from '@bondledger/domain';

/** The steps of administration. All are signed by KSD, with one signature for now. */
export const REGISTRY_STEPS = [
  'REGISTER_PARTICIPANT',
  'SUSPEND_PARTICIPANT',
  'RESUME_PARTICIPANT',
  'REGISTER_KEY',
  'REVOKE_KEY',
  'REGISTER_ISSUE',
  'OPEN_HOLDING',
  'ADD_HOLIDAYS',
  'SET_DAY',
  'REPLACE_SEALING_KEY',
  'REKEY_HOLDINGS',
  'DELEGATE',
  'END_DELEGATION',
] as const;

export type RegistryStep = (typeof REGISTRY_STEPS)[number];

/** The `data` of each step's core part. Members stand in canonical order. */
export interface RegistryData {
  readonly REGISTER_PARTICIPANT: {
    readonly code: string;
    readonly coEndorser: string;
    readonly name: { readonly en: string; readonly ko: string };
    readonly peer: boolean;
    readonly roles: readonly Role[];
    readonly sealing: { readonly keyId: string; readonly publicKey: string };
  };
  readonly SUSPEND_PARTICIPANT: { readonly code: string; readonly reason: string };
  readonly RESUME_PARTICIPANT: { readonly code: string };
  readonly REGISTER_KEY: {
    readonly certificate: string;
    readonly keyId: string;
    readonly participant: string;
  };
  readonly REVOKE_KEY: { readonly keyId: string; readonly reason: string };
  readonly REGISTER_ISSUE: {
    readonly instrumentType: InstrumentType;
    readonly isin: string;
    readonly maturityDate: IsoDate;
    readonly name: { readonly en: string; readonly ko: string };
  };
  /** Sealed: account, amount and ISIN travel in the side part. */
  readonly OPEN_HOLDING: Readonly<Record<string, never>>;
  readonly ADD_HOLIDAYS: { readonly holidays: readonly IsoDate[] };
  readonly SET_DAY: { readonly businessDate: IsoDate; readonly phase: Phase };
}

/** Is it one of KSD's steps on the registry? */
export const isRegistryStep = (step: string): step is RegistryStep =>
  REGISTRY_STEPS.some((known) => known === step);
