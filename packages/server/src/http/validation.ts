import type { z } from 'zod';
import { FAULTS_NAMED } from '../limits.js';
import { MalformedRequest, type Fault } from './problem.js';

/** A part of a request as its schema leaves it. @throws MalformedRequest */
export function validated<S extends z.ZodType>(
  schema: S,
  value: unknown,
  part: string,
): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.slice(0, FAULTS_NAMED);
  throw new MalformedRequest(issues.map((issue) => faultOf(issue, part)));
}

function faultOf({ path, message }: z.core.$ZodIssue, part: string): Fault {
  const steps = path.map((step) => step.toString().replace(/~/g, '~0').replace(/\//g, '~1'));
  // A name that the request made up may be as long as the request.
  const pointer = ['', part, ...steps].join('/').slice(0, 200);
  return { pointer, detail: message.slice(0, 200) };
}
