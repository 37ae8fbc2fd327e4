import { BondledgerError, ERROR_CODES, type ErrorCode } from '@bondledger/domain';

const CODES: ReadonlySet<string> = new Set(ERROR_CODES);
const isCode = (value: unknown): value is ErrorCode =>
  typeof value === 'string' && CODES.has(value);

/** A fetch whose failures are this program's own: no server, no answer of one, a refusal. */
export const answeringFetch =
  (url: string, credentials: Readonly<Record<string, string>> = {}): typeof fetch =>
  async (input, init) => {
    let response: Response;
    try {
      const headers = new Headers(init?.headers);
      for (const [name, value] of Object.entries(credentials)) headers.set(name, value);
      response = await fetch(input, { ...init, headers });
    } catch (cause) {
      throw new BondledgerError({ code: 'SERVER_UNREACHABLE', params: { url } }, { cause });
    }
    const type = response.headers.get('content-type') ?? '';
    if (response.ok && (response.status === 204 || type.includes('json'))) return response;
    const { code, params }: { code?: unknown; params?: unknown } = Object(
      await response.json().catch(() => undefined),
    ) as object;
    if (!isCode(code)) throw new BondledgerError({ code: 'ANSWER_UNREADABLE', params: { url } });
    throw new BondledgerError({ code, params: textsIn(params) });
  };

const textsIn = (params: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(Object(params) as Readonly<Record<string, unknown>>).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
