import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { BondledgerError } from '@bondledger/domain';
import {
  consortiumLayout,
  createConsortium,
  openConsortium,
  readPassphrase,
  referenceDay,
  type Consortium,
  type ReferenceDay,
} from '@bondledger/consortium';
import { openKeyStore, type Signer } from '@bondledger/sdk';
import { FairGateway } from '../../src/gateway/fair-gateway.js';
import { registerGateway } from '../../src/gateway/gateway-routes.js';
import { Turns } from '../../src/http/turns.js';

/** A consortium on disk with nothing submitted yet, and its gateway over HTTP. */
export interface SmallMarket extends AsyncDisposable {
  readonly directory: string;
  readonly day: ReferenceDay;
  readonly consortium: Consortium;
  readonly gateway: FairGateway;
  readonly app: FastifyInstance;
  readonly url: string;
  /** The token of an institution is its code and `-token`. */
  signer(code: string): Promise<Signer>;
  /** Stops the server and starts another one at the same port. */
  restart(): Promise<void>;
}

const TOKEN = /^Bearer ([A-Z]+)-token$/;

export async function smallMarket(trades = 20, seed = 'gateway'): Promise<SmallMarket> {
  const root = await mkdtemp(join(tmpdir(), 'bondledger-server-'));
  const directory = join(root, 'demo');
  const day = referenceDay({ trades, seed });
  await createConsortium({ directory, day });
  const consortium = await openConsortium({ directory });
  const gateway = new FairGateway(consortium.gateway);
  const genesis = await consortium.transport.genesis();
  let stopping = new AbortController();
  const serve = async (port: number): Promise<FastifyInstance> => {
    stopping = new AbortController();
    const app = fastify({ forceCloseConnections: true });
    app.setErrorHandler((error, _request, reply) => {
      const known = error instanceof BondledgerError ? error : undefined;
      const isFull = known?.code === 'QUEUE_FULL';
      if (isFull) reply.header('retry-after', '1');
      const status = known === undefined ? 500 : isFull ? 429 : 400;
      const code = known?.code ?? 'INTERNAL';
      void reply.code(status).send({ code, params: known?.params ?? {} });
    });
    const institutionOf = (header: string | undefined): string =>
      TOKEN.exec(header ?? '')?.[1] ?? '';
    // As the server's own: schemas are for the document.
    app.setValidatorCompiler(() => () => true);
    app.setSerializerCompiler(() => (value) => JSON.stringify(value));
    registerGateway(app, {
      turns: new Turns(),
      ledger: consortium.ledger,
      genesis,
      gateway,
      stopping: stopping.signal,
      admit: (_action, access) => (request) => {
        const isKnown = access === 'public' || TOKEN.test(request.headers.authorization ?? '');
        const refused = new BondledgerError({ code: 'SIGN_IN_NEEDED' });
        return isKnown ? Promise.resolve() : Promise.reject(refused);
      },
      isIn: () => true,
      institutionOf: (request) => institutionOf(request.headers.authorization),
      decided: () => undefined,
    });
    await app.listen({ host: '127.0.0.1', port });
    return app;
  };
  let app = await serve(0);
  const { port } = app.server.address() as AddressInfo;
  const layout = consortiumLayout(directory);
  return {
    directory,
    day,
    consortium,
    gateway,
    url: `http://127.0.0.1:${port}`,
    get app() {
      return app;
    },
    signer: async (code) => openKeyStore(layout.keyStore(code), await readPassphrase(layout)),
    restart: async () => {
      stopping.abort();
      await app.close();
      app = await serve(port);
    },
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await app.close();
      await consortium.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}
