import { useMemo, type ReactElement } from 'react';
import type { Participant } from '@bondledger/sdk/api';
import { useUrlValue } from '../../list/url.js';
import { SelectField } from '../../parts/field.js';
import { useServices } from '../../session/context.js';
import { useText } from '../../text/use-text.js';
import { TokenTable, type TokenSource } from './token-table.js';

/** The tokens with which a participant reaches the depository's gateway. */
function TokensOf({ participant }: { participant: Participant }): ReactElement {
  const { t, say, language } = useText();
  const { api } = useServices();
  const { code } = participant;
  const source = useMemo(
    (): TokenSource => ({
      name: 'gatewayTokens',
      of: code,
      hasRights: false,
      idle: t('participants.tokenIdle', { name: say(participant.name) }),
      list: () => api.call('gatewayTokens', { params: { code } }),
      add: ({ name, days }, idempotencyKey) => {
        const input = { params: { code }, body: { name, days } };
        return api.call('addGatewayToken', input, { idempotencyKey });
      },
      remove: (tokenId, idempotencyKey) =>
        api.call('removeGatewayToken', { params: { code, tokenId } }, { idempotencyKey }),
    }),
    [api, code, language],
  );
  return <TokenTable source={source} />;
}

/** Gateway tokens of those who are not served here: they are chosen one at a time. */
export function GatewayTokensTab({ all }: { all: readonly Participant[] }): ReactElement {
  const { t, say } = useText();
  const others = all.filter(({ served }) => !served);
  const [first] = others;
  const [code, setCode] = useUrlValue('participant', first?.code ?? '');
  const chosen = others.find((each) => each.code === code) ?? first;
  if (chosen === undefined) {
    return (
      <div className="hollow">
        <b>{t('participants.noneElsewhere')}</b>
        <span className="second">{t('participants.noneElsewhereNext')}</span>
      </div>
    );
  }
  return (
    <>
      <div className="conditions">
        <SelectField
          label={t('participants.participant')}
          value={chosen.code}
          options={others.map((each) => ({ value: each.code, label: say(each.name) }))}
          onChange={setCode}
        />
      </div>
      <TokensOf key={chosen.code} participant={chosen} />
    </>
  );
}
