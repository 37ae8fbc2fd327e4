import { readRegistry, type ParticipantRecord } from '@bondledger/contract';
import type { Call } from '../command/call.js';
import { DONE, type ExitCode } from '../exit-code.js';
import { REGISTRY_PAGE } from '../limits.js';
import { tableText } from '../output/table.js';
import { speak } from '../texts/language.js';
import { LEDGER_TEXTS } from '../texts/ledger.js';
import { withReadable, type Readable } from '../ledger/with-ledger.js';

/** `participant list` */
export const listParticipants = (call: Call): Promise<ExitCode> =>
  withReadable(call, async (ledger) => {
    const participants = await participantsOf(ledger);
    call.answer({ participants }, () => listText(call, participants));
    return DONE;
  });

async function participantsOf(ledger: Readable): Promise<readonly ParticipantRecord[]> {
  const found: ParticipantRecord[] = [];
  const range = {
    from: 'registry/participant/',
    to: 'registry/participant0',
    limit: REGISTRY_PAGE,
  };
  let bookmark: string | undefined;
  do {
    const page = await ledger.range(bookmark === undefined ? range : { ...range, bookmark });
    for (const { value } of page.records) {
      const record = readRegistry<ParticipantRecord>(value);
      if (record !== undefined) found.push(record);
    }
    bookmark = page.next;
  } while (bookmark !== undefined);
  return found;
}

function listText(call: Call, participants: readonly ParticipantRecord[]): string {
  const say = speak(LEDGER_TEXTS, call.language);
  const columns = [say.code, say.name, say.roles, say.peer, say.coEndorser, say.status].map(
    (title) => ({ title }),
  );
  const rows = participants.map(({ code, name, roles, peer, coEndorser, status }) => [
    code,
    name[call.language],
    roles.map((role) => say[role]).join(', '),
    peer ? say.yes : say.no,
    coEndorser,
    say[status],
  ]);
  return tableText({ columns, rows }, call.paint);
}
