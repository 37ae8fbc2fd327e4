import { participantKey } from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import type { Handlers } from '../http/handler.js';
import { workId } from '../jobs/work-id.js';
import type { Services } from '../start/services.js';

type Names = 'gatewayTokens' | 'addGatewayToken' | 'removeGatewayToken';

/** What a token for the gateway may do: the batches themselves are signed by their sender. */
export const GATEWAY_RIGHTS = ['READ', 'MAKE'] as const;

/**
 * Tokens of participants that come in by this server's gateway. One that is served here has its own
 * administrator, and KSD's has no say in its tokens.
 */
export function gatewayTokenHandlers({
  people: { tokens },
  desks,
  transport,
}: Pick<Services, 'people' | 'desks' | 'transport'>): Pick<Handlers, Names> {
  const requireElsewhere = async (code: string): Promise<void> => {
    if (desks.all().some((desk) => desk.code === code)) {
      throw new BondledgerError({ code: 'INSTITUTION_NOT_ALLOWED', params: { only: code } });
    }
    const key = participantKey(code);
    if ((await transport.read([key])).get(key) !== undefined) return;
    throw new BondledgerError({ code: 'PARTICIPANT_UNKNOWN', params: { participant: code } });
  };
  return {
    gatewayTokens: async ({ params: { code } }) => {
      await requireElsewhere(code);
      return { tokens: [...tokens.list(code)] };
    },
    addGatewayToken: async ({ params: { code }, body, principal, keyed }) => {
      await requireElsewhere(code);
      return tokens.add({
        ...body,
        rights: GATEWAY_RIGHTS,
        institution: code,
        createdBy: principal.id,
        tokenId: `t-${workId('token', keyed)}`,
      });
    },
    removeGatewayToken: async ({ params: { code, tokenId } }) => {
      await requireElsewhere(code);
      await tokens.remove(code, tokenId);
      return null;
    },
  };
}
