import { sql } from 'kysely';
import type { FastifyPluginAsync } from 'fastify';
import { SqlError } from '@bondledger/database';
import { BondledgerError, type ErrorCode } from '@bondledger/domain';
import { inTime } from '../desks/in-time.js';
import type { Services } from '../start/services.js';

interface Check {
  readonly ok: boolean;
  readonly code?: ErrorCode;
}

const OK: Check = { ok: true };

/** `/healthz`: the process is there. `/readyz`: and all that it needs to answer questions. */
export const health =
  ({
    ledger,
    transport,
    database,
    readModel,
  }: Pick<Services, 'ledger' | 'transport' | 'database' | 'readModel'>): FastifyPluginAsync =>
  (app) => {
    const schema = { hide: true };
    const isLedgerThere = async (): Promise<boolean> => {
      if (ledger !== undefined) return (await ledger.health()).ok;
      return (await inTime(transport.head())).height >= 0;
    };
    const checks: Readonly<Record<string, () => Promise<Check>>> = {
      ledger: () => tried(isLedgerThere, 'LEDGER_DOWN', ledgerCodeOf),
      database: () =>
        tried(
          async () => {
            await sql`select 1 from server.job limit 1`.execute(database.schema('server'));
            return true;
          },
          'DATABASE_DOWN',
          // It answers, but the server's tables are gone: somebody deleted its files.
          (error) => (error instanceof SqlError ? 'DATABASE_WRONG' : 'DATABASE_DOWN'),
        ),
      readModel: () =>
        tried(() => Promise.resolve(readModel.progress().length > 0), 'READ_MODEL_BUILDING'),
    };
    app.get('/healthz', { schema }, () => Promise.resolve({ status: 'OK' }));
    app.get('/readyz', { schema }, async (_request, reply) => {
      const found = await Promise.all(
        Object.entries(checks).map(async ([name, check]) => [name, await check()] as const),
      );
      const isReady = found.every(([, { ok }]) => ok);
      return reply.code(isReady ? 200 : 503).send({
        status: isReady ? 'READY' : 'NOT_READY',
        ...Object.fromEntries(found.map(([name, { code }]) => [name, code ?? 'OK'])),
      });
    });
    return Promise.resolve();
  };

/** A token that has run out is for this server's administrator to renew: waiting will not help. */
const ledgerCodeOf = (error: unknown): ErrorCode =>
  error instanceof BondledgerError && error.code === 'GATEWAY_TOKEN_REFUSED'
    ? error.code
    : 'LEDGER_DOWN';

async function tried(
  ask: () => Promise<boolean>,
  code: ErrorCode,
  codeOf: (error: unknown) => ErrorCode = () => code,
): Promise<Check> {
  try {
    return (await ask()) ? OK : { ok: false, code };
  } catch (error) {
    return { ok: false, code: codeOf(error) };
  }
}
