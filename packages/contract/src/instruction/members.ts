import type { ErrorCode, Rejection } from '@bondledger/domain';
import type { Json, JsonObject } from '../bytes/canonical.js';

/** Is the value of a member one that it may have? */
export type Check = (value: Json) => boolean;

/** A name that may stand in an answer; any other is left out of it. */
const PRINTABLE = /^[\p{L}\p{N}_.[\]-]{1,60}$/u;

/** A rejection that names what the sender wrote, where that is fit to be shown. */
export const refuseNamed = (code: ErrorCode, kind: 'field' | 'step', name: string): Rejection =>
  PRINTABLE.test(name) ? { code, params: { [kind]: name } } : { code };

/** The data's members: all those named, no other. FIELD_MISSING, FIELD_UNKNOWN, FIELD_INVALID. */
export function checkMembers(
  data: JsonObject,
  members: Readonly<Record<string, Check>>,
): Rejection | undefined {
  for (const name of Object.keys(members)) {
    if (!Object.hasOwn(data, name)) return refuseNamed('FIELD_MISSING', 'field', name);
  }
  for (const name of Object.keys(data)) {
    if (!Object.hasOwn(members, name)) return refuseNamed('FIELD_UNKNOWN', 'field', name);
  }
  for (const [name, check] of Object.entries(members)) {
    const value = data[name];
    if (value === undefined || !check(value)) return refuseNamed('FIELD_INVALID', 'field', name);
  }
  return undefined;
}
