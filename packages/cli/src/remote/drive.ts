import type { Drive } from '@bondledger/sdk/api';
import type { Call } from '../command/call.js';
import type { Run } from '../command/spec.js';
import { DONE } from '../exit-code.js';
import { grouped } from '../output/number.js';
import { tableText } from '../output/table.js';
import { REMOTE_TEXTS } from '../texts/remote.js';
import { speak } from '../texts/language.js';
import { SPEED_MAX } from '../limits.js';
import { apiOf, needRemote } from './remote.js';

/** `drive start`, `pause`, `resume`; without an action: how far it is. */
export const driveCommand =
  (action: 'START' | 'PAUSE' | 'RESUME' | undefined): Run =>
  async (call) => {
    const api = apiOf(await needRemote(call));
    const speed = call.count('speed', 0, SPEED_MAX);
    const body = {
      ...(action === undefined ? {} : { action }),
      ...(speed === undefined ? {} : { speed }),
    };
    const isAsked = Object.keys(body).length === 0;
    const drive = isAsked ? await api.call('drive', {}) : await set(api, body);
    call.answer(drive, () => driveText(call, drive));
    return DONE;
  };

const set = (
  api: ReturnType<typeof apiOf>,
  body: { readonly action?: 'START' | 'PAUSE' | 'RESUME'; readonly speed?: number },
): Promise<Drive> =>
  api.call('setDrive', { body }, { idempotencyKey: `drive-${crypto.randomUUID()}` });

function driveText(call: Call, { state, ended, trades, steps, waitsFor }: Drive): string {
  const say = speak(REMOTE_TEXTS, call.language);
  const head = `${say.driveLine(state, grouped(ended), grouped(trades))}\n`;
  const why = waitsFor === undefined ? '' : `${waitsFor[call.language]}\n`;
  const rows = steps
    .filter(({ taken }) => taken > 0)
    .map((each) => [each.step, grouped(each.taken)]);
  if (rows.length === 0) return head + why;
  const columns = [{ title: 'step' }, { title: 'n', align: 'right' as const }];
  return head + why + tableText({ columns, rows }, call.paint);
}
