import { BondledgerError, type ErrorCode } from '@bondledger/domain';
import type { Transport } from '@bondledger/sdk';

/** How a gateway says that a token is no longer one, or not one for this. */
const REFUSES: ReadonlySet<ErrorCode> = new Set([
  'SIGN_IN_NEEDED',
  'RIGHT_MISSING',
  'INSTITUTION_NOT_ALLOWED',
]);

/**
 * The way through another server's gateway, for a server whose people ask it in turn: what the
 * gateway has against this server's token is not said to them as if it were their own sign-in.
 *
 * All of it throws BondledgerError GATEWAY_TOKEN_REFUSED in place of those codes.
 */
export function behindGateway(transport: Transport): Transport {
  return {
    ledgerId: transport.ledgerId,
    genesis: () => transport.genesis(),
    send: (submission, signal) => asked(transport.send(submission, signal)),
    read: (keys) => asked(transport.read(keys)),
    range: (query) => asked(transport.range(query)),
    blocks: (from, signal) => followed(transport.blocks(from, signal)),
    history: (key) => followed(transport.history(key)),
    proof: (position) => asked(transport.proof(position)),
    head: () => asked(transport.head()),
  };
}

/** As its own people are told it. */
export function gatewayFailure(error: unknown): unknown {
  if (!(error instanceof BondledgerError) || !REFUSES.has(error.code)) return error;
  return new BondledgerError({ code: 'GATEWAY_TOKEN_REFUSED' }, { cause: error });
}

async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw gatewayFailure(error);
  }
}

async function* followed<T>(answers: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
  try {
    yield* answers;
  } catch (error) {
    throw gatewayFailure(error);
  }
}
