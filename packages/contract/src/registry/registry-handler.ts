import { refuse, type Rejection, type Result } from '@bondledger/domain';
import type { StepContext } from '../apply/step-context.js';
import type { Json, JsonObject } from '../bytes/canonical.js';
import { encodeRegistry, readRegistry } from './records.js';

/** The rules of one administrative step: it changes the workspace, or says why not. */
export type RegistryHandler = (context: StepContext) => Rejection | undefined;

type RegistryRecord = Parameters<typeof encodeRegistry>[0];

/** A registry record as this transaction sees it. */
export function registryRecord<T extends RegistryRecord>(
  { workspace }: StepContext,
  key: string,
): T | undefined {
  const found = workspace.get(key, (bytes) => readRegistry<T>(bytes));
  return found.ok ? found.value : undefined;
}

export function putRegistry({ workspace }: StepContext, key: string, record: RegistryRecord): void {
  workspace.put(key, record, () => encodeRegistry(record));
}

type Check = (value: Json) => boolean;

/** The data's members: all those named, no other. FIELD_MISSING, FIELD_UNKNOWN, FIELD_INVALID. */
export function checkMembers(
  data: JsonObject,
  members: Readonly<Record<string, Check>>,
): Rejection | undefined {
  for (const name of Object.keys(members)) {
    if (data[name] === undefined) return { code: 'FIELD_MISSING', params: { field: name } };
  }
  for (const [name, value] of Object.entries(data)) {
    const check = Object.hasOwn(members, name) ? members[name] : undefined;
    if (check === undefined) return { code: 'FIELD_UNKNOWN', params: { field: name } };
    if (value === undefined || !check(value)) {
      return { code: 'FIELD_INVALID', params: { field: name } };
    }
  }
  return undefined;
}

export const isText: Check = (value) => typeof value === 'string' && value.length <= 4096;
export const isBoolean: Check = (value) => typeof value === 'boolean';

/** A name in both languages: NFC, 1 to 100 characters, no control characters. */
export function nameOf(value: Json | undefined): Result<{ en: string; ko: string }> {
  if (typeof value !== 'object' || Array.isArray(value)) {
    return refuse('FIELD_INVALID', { field: 'name' });
  }
  const { en, ko } = value as JsonObject;
  if (typeof en !== 'string' || typeof ko !== 'string' || Object.keys(value).length !== 2) {
    return refuse('FIELD_INVALID', { field: 'name' });
  }
  for (const text of [en, ko]) {
    if (!/^[^\p{Cc}\p{Cs}]{1,100}$/u.test(text)) return refuse('FIELD_INVALID', { field: 'name' });
    if (text.normalize('NFC') !== text) return refuse('TEXT_NOT_NFC', { field: 'name' });
  }
  return { ok: true, value: { en, ko } };
}
