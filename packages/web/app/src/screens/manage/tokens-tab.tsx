import { useMemo, type ReactElement } from 'react';
import { useServices } from '../../session/context.js';
import { useText } from '../../text/use-text.js';
import { TokenTable, type TokenSource } from './token-table.js';

/** The tokens of the institution's programs. */
export function TokensTab(): ReactElement {
  const { t, language } = useText();
  const { api } = useServices();
  const source = useMemo(
    (): TokenSource => ({
      name: 'tokens',
      hasRights: true,
      idle: t('people.tokenIdle'),
      list: () => api.call('tokens', {}),
      add: (body, idempotencyKey) => api.call('addToken', { body }, { idempotencyKey }),
      remove: (tokenId, idempotencyKey) =>
        api.call('removeToken', { params: { tokenId } }, { idempotencyKey }),
    }),
    [api, language],
  );
  return <TokenTable source={source} />;
}
