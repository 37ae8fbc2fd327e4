import { existsSync } from 'node:fs';
import { accept, firstRejection, type Result } from '@bondledger/domain';
import {
  csvColumns,
  readCsv,
  readTicketCsv,
  type Fault,
  type Placed,
  type Reading,
  type TicketInput,
} from '@bondledger/legacy';
import type { Call } from '../command/call.js';
import { UsageError } from '../command/usage-error.js';
import { readJsonItems } from '../files/json-items.js';
import { isFault, nothingBut, readFileText, withRows, type FileText } from '../files/read-file.js';
import { readTicketJson } from '../files/ticket-json.js';
import { speak } from '../texts/language.js';
import { USAGE_TEXTS } from '../texts/usage.js';
import { checkOptions } from './check-options.js';
import { PART_MEMBERS, readPart, readSubject, subjectKindOf } from './input.js';
import type { Members, StepInput, SubjectKind } from './input.js';
import type { Verb } from './verb.js';

/** What a verb is to be done on, out of the command line or a file. */
export async function readInputs(call: Call, verb: Verb): Promise<Reading<StepInput>> {
  const { operands } = call;
  if (operands.length === 0) {
    throw new UsageError(speak(USAGE_TEXTS, call.language).noSubject);
  }
  const kinds = operands.map((text) => subjectKindOf(text.toUpperCase(), verb.subjects));
  const [first = ''] = operands;
  if (operands.length === 1 && kinds[0] === undefined && isFileName(call, first)) {
    checkOptions(call, verb, true);
    return readInputFile(call, verb, first);
  }
  const wrong = operands.find((_, at) => kinds[at] === undefined);
  if (wrong !== undefined) {
    throw new UsageError(wrongSubject(call, verb, wrong));
  }
  checkOptions(call, verb, false);
  const options = optionMembers(call, verb);
  return collect(
    operands.map((text, at) => ({
      place: {},
      value: { ...options, [kinds[at] ?? 'tradeId']: text.toUpperCase() },
    })),
    (members) => inputOf(verb, members),
  );
}

/** What looks like a file's name is one, there or not; anything else where the file is there. */
const isFileName = (call: Call, text: string): boolean =>
  /[./\\]/.test(text) || existsSync(call.path(text));

/** An identifier of another kind is told which kinds the step takes. */
function wrongSubject(call: Call, { subjects }: Verb, text: string): string {
  const say = speak(USAGE_TEXTS, call.language);
  const kind = subjectKindOf(text.toUpperCase(), ['tradeId', 'chainId', 'paymentNo']);
  const takes = subjects.map((each) => say[each]).join(say.or);
  return kind === undefined
    ? say.notASubject(text, takes)
    : say.otherSubject(text, say[kind], takes);
}

/** Options say what a row leaves out. */
const optionMembers = (call: Call, verb: Verb): Members =>
  Object.fromEntries(
    membersOf(verb).flatMap((name) => {
      const value = call.text(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );

const membersOf = (verb: Verb): readonly string[] => [
  ...new Set(verb.parts.flatMap((part) => PART_MEMBERS[part])),
];

/** The columns of a file for a verb: what it is about, and what it has to be told. */
function columnsOf(verb: Verb): { required: readonly string[]; optional: readonly string[] } {
  const subjects: readonly string[] = verb.subjects;
  const labels = verb.step === 'MERGE' ? ['chain'] : [];
  const required = subjects.length === 1 ? [...labels, ...subjects] : [];
  const optional = subjects.length === 1 ? [] : subjects;
  return { required, optional: [...optional, ...membersOf(verb)] };
}

async function readInputFile(call: Call, verb: Verb, path: string): Promise<Reading<StepInput>> {
  const read = await readFileText(call, path);
  if (isFault(read)) return nothingBut(read);
  const tickets = verb.tickets ? readTickets(read) : undefined;
  if (tickets !== undefined) return withRows(call.path(path), ticketInputs(tickets));
  const options = optionMembers(call, verb);
  const rows =
    read.kind === 'csv' ? readCsv(read.text, columnsOf(verb)) : readRows(verb, read.text);
  const inputs = collect(rows.good, (members) => inputOf(verb, { ...options, ...given(members) }));
  const faults = [...rows.faults, ...inputs.faults];
  return withRows(call.path(path), { good: inputs.good, faults });
}

/** Tickets, where the file has the columns or members of tickets. */
function readTickets({ kind, text }: FileText): Reading<TicketInput> | undefined {
  if (kind === 'csv') {
    return csvColumns(text).includes('reference') ? readTicketCsv(text) : undefined;
  }
  const { member, good } = readJsonItems(text, ['tickets', 'trades']);
  const [first] = good;
  const isTickets =
    member === 'tickets' || (first !== undefined && Object.hasOwn(first.value, 'terms'));
  return isTickets ? readTicketJson(text) : undefined;
}

const ticketInputs = ({ good, faults }: Reading<TicketInput>): Reading<StepInput> => ({
  good: good.map(({ place, value }) => ({ place, value: { ticket: value } })),
  faults,
});

/** Rows of JSON; of a listing that this program wrote, only what identifies each trade. */
function readRows(verb: Verb, text: string): Reading<Members> {
  const { member, good, faults } = readJsonItems(text, ['trades']);
  if (member === undefined) return { good, faults };
  const listed = good.map(({ place, value }) => ({ place, value: identifierOf(verb, value) }));
  return { good: listed, faults };
}

function identifierOf(verb: Verb, listed: Members): Members {
  const kinds: readonly SubjectKind[] = verb.subjects;
  // A trade of a chain goes with its chain; a trade on its own has none.
  const kind = (['chainId', 'paymentNo', 'tradeId'] as const).find(
    (each) => kinds.includes(each) && Object.hasOwn(listed, each),
  );
  return kind === undefined ? {} : { [kind]: listed[kind] };
}

/** The cells that are filled in. */
const given = (members: Members): Members =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== ''));

function inputOf(verb: Verb, members: Members): Result<StepInput> {
  const { required, optional } = columnsOf(verb);
  const known = [...required, ...optional];
  const unknown = Object.keys(members).find((name) => !known.includes(name));
  const parts = [
    readSubject(members, verb.subjects),
    ...verb.parts.map((part) => readPart(part, members)),
  ];
  const rejection = firstRejection(
    unknown === undefined ? undefined : { code: 'FIELD_UNKNOWN', params: printable(unknown) },
    ...parts.map((part) => (part.ok ? undefined : part.rejection)),
  );
  if (rejection !== undefined) return { ok: false, rejection };
  const chain = members['chain'];
  const read = parts.flatMap((part) => (part.ok ? [part.value] : []));
  const label = typeof chain === 'string' ? { chain } : {};
  return accept(Object.assign({}, label, ...read) as StepInput);
}

const printable = (name: string): Readonly<Record<string, string>> =>
  /^[\w.-]{1,60}$/.test(name) ? { field: name } : {};

/** Reads each, and keeps apart what cannot be read. What is named twice is done once. */
function collect(
  rows: readonly Placed<Members>[],
  read: (members: Members) => Result<StepInput>,
): Reading<StepInput> {
  const good: Placed<StepInput>[] = [];
  const faults: Fault[] = [];
  const seen = new Set<string>();
  for (const { place, value } of rows) {
    const input = read(value);
    if (!input.ok) {
      const field = input.rejection.params?.['field'];
      faults.push({ ...place, rejection: input.rejection, ...(field && { field }) });
      continue;
    }
    // A listing names a chain at each of its trades.
    const what = input.value.chainId ?? JSON.stringify(input.value);
    if (seen.has(what)) continue;
    seen.add(what);
    good.push({ place, value: input.value });
  }
  return { good, faults };
}
