import { isInstitutionCode, refuse, type Rejection, type Result } from '@bondledger/domain';
import type { StepContext } from '../apply/step-context.js';
import type { Json, JsonObject } from '../bytes/canonical.js';
import type { Check } from '../instruction/members.js';
import { encodeRegistry, readRegistry } from './records.js';

/** The rules of one administrative step: it changes the workspace, or says why not. */
export type RegistryHandler = (context: StepContext) => Rejection | undefined;

type RegistryRecord = Parameters<typeof encodeRegistry>[0];

/** A registry record as this transaction sees it. */
export function registryRecord<T extends RegistryRecord>(
  { workspace }: Pick<StepContext, 'workspace'>,
  key: string,
): Readonly<T> | undefined {
  const found = workspace.get(key, undefined, (bytes) => readRegistry<T>(bytes));
  return found.ok ? found.value : undefined;
}

export function putRegistry({ workspace }: StepContext, key: string, record: RegistryRecord): void {
  workspace.put(key, undefined, record, () => encodeRegistry(record));
}

export const isCode: Check = (value) => typeof value === 'string' && isInstitutionCode(value);
export const isText: Check = (value) => typeof value === 'string' && value.length <= 4096;
export const isBoolean: Check = (value) => typeof value === 'boolean';

const NAME = /^[^\p{Cc}\p{Cs}]{1,100}$/u;

/** A name in both languages: NFC, 1 to 100 characters, no control characters. */
export function nameOf(value: Json | undefined): Result<{ en: string; ko: string }> {
  if (typeof value !== 'object' || Array.isArray(value)) {
    return refuse('FIELD_INVALID', { field: 'name' });
  }
  const { en, ko } = value as JsonObject;
  if (typeof en !== 'string' || typeof ko !== 'string' || Object.keys(value).length !== 2) {
    return refuse('FIELD_INVALID', { field: 'name' });
  }
  const texts = [en, ko];
  if (!texts.every((text) => NAME.test(text))) return refuse('FIELD_INVALID', { field: 'name' });
  return texts.every((text) => text.normalize('NFC') === text)
    ? { ok: true, value: { en, ko } }
    : refuse('TEXT_NOT_NFC', { field: 'name' });
}
