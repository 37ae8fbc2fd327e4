import { expect, it } from 'vitest';
import { WORKBOOKS_AT_WORK, WORKBOOKS_WAITING } from '../limits.js';
import { inTurn } from './in-turn.js';

it('a few workbooks are at work at a time, some wait, and one more is refused', async () => {
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  let atWork = 0;
  const most: number[] = [];
  const work = async (): Promise<void> => {
    atWork += 1;
    most.push(atWork);
    await gate;
    atWork -= 1;
  };
  const count = WORKBOOKS_AT_WORK + WORKBOOKS_WAITING;
  const begun = Array.from({ length: count }, () => inTurn(work));
  await expect(inTurn(work)).rejects.toMatchObject({ code: 'QUEUE_FULL' });
  open();
  await Promise.all(begun);
  expect([most.length, Math.max(...most)]).toEqual([count, WORKBOOKS_AT_WORK]);
  await inTurn(work);
});
