import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Submission } from '@bondledger/contract';
import { Consortium, propSide } from '../../test/support/consortium.js';
import { scratchDirectory } from '../../test/support/scratch.js';
import { openOutbox, openOutboxOn } from '../outbox/open-outbox.js';
import { nodeOutboxDisk, type OutboxDisk } from '../outbox/outbox-disk.js';
import type { Outbox } from '../outbox/outbox.js';
import type { SendOutcome } from '../transport/transport.js';
import type { Action } from './action.js';
import { Institution } from './institution.js';

const scratch = scratchDirectory();
const key = randomBytes(32);
let consortium: Consortium;
beforeAll(async () => {
  consortium = await Consortium.open();
});
afterAll(() => consortium.close());

/** A disk whose flushes of an outbox that is open end when the test says so. */
class HeldDisk {
  readonly held: { readonly resolve: () => void; readonly reject: (error: Error) => void }[] = [];
  isHolding = false;
  readonly port: OutboxDisk = {
    ...nodeOutboxDisk,
    flush: (file) =>
      this.isHolding
        ? new Promise((resolve, reject) => this.held.push({ resolve, reject }))
        : nodeOutboxDisk.flush(file),
  };
}

const submit = (): Action => ({
  step: 'SUBMIT',
  terms: consortium.terms(),
  own: propSide('SELLER'),
});

/** SELLER once more, with an outbox, and told of every batch that goes out. */
const openSeller = (
  outbox: Outbox,
  onSend: (submission: Submission) => Promise<void> | undefined,
) => {
  const { ledger } = consortium;
  const send = async (submission: Submission): Promise<SendOutcome> => {
    await onSend(submission);
    return ledger.send(submission);
  };
  const transport = {
    ledgerId: ledger.ledgerId,
    genesis: () => ledger.genesis(),
    send,
    read: (keys: readonly string[]) => ledger.read(keys),
    range: (query: Parameters<typeof ledger.range>[0]) => ledger.range(query),
    blocks: (from: number, signal?: AbortSignal) => ledger.blocks(from, signal),
    history: (name: string) => ledger.history(name),
    proof: (position: Parameters<typeof ledger.proof>[0]) => ledger.proof(position),
    head: () => ledger.head(),
  };
  return Institution.open({ transport, signer: consortium.signerOf('SELLER'), outbox });
};

describe('a batch in an outbox', () => {
  it('is in its file when it is sent, so a process killed then sends the same bytes', async () => {
    const directory = scratch.newPath();
    const copy = scratch.newPath();
    const disk = new HeldDisk();
    const outbox = await openOutboxOn(disk.port, { directory, key });
    disk.isHolding = true;
    const sent: Submission[] = [];
    const seller = await openSeller(outbox, (submission) => {
      sent.push(submission);
      // What a SIGKILL at this moment would leave: what was written, flushed or not.
      mkdirSync(copy);
      cpSync(join(directory, 'outbox.dat'), join(copy, 'outbox.dat'));
      return undefined;
    });
    const [first] = await seller.take([submit()]);
    expect(first).toMatchObject({ status: 'ACCEPTED', revision: 1 });

    const { height } = await consortium.ledger.head();
    const again: Submission[] = [];
    const left = await openOutbox({ directory: copy, key });
    const risen = await openSeller(left, (submission) => {
      again.push(submission);
      return undefined;
    });
    expect(again.map(({ batch }) => batch)).toEqual(sent.map(({ batch }) => batch));
    // It was on the ledger already: the same receipt, and nothing new.
    expect((await consortium.ledger.head()).height).toBe(height);
    await risen.close();
    await left.close();
    expect(await pendingIn(copy)).toBe(0);
    disk.isHolding = false;
    for (const each of disk.held) each.resolve();
    await seller.close();
    await outbox.close();
  });

  it('is flushed while it waits for its receipt, which needs no flush', async () => {
    const disk = new HeldDisk();
    const outbox = await openOutboxOn(disk.port, { directory: scratch.newPath(), key });
    disk.isHolding = true;
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const seller = await openSeller(outbox, () => held);
    const taken = seller.take([submit()]);
    while (disk.held.length === 0) await new Promise((resolve) => setImmediate(resolve));
    letGo();
    expect(await taken).toMatchObject([{ status: 'ACCEPTED' }]);
    disk.held.shift()?.resolve();
    disk.isHolding = false;
    await seller.close();
    await outbox.close();
  });

  it('is the last one where its flush failed; its own receipt holds', async () => {
    const disk = new HeldDisk();
    const outbox = await openOutboxOn(disk.port, { directory: scratch.newPath(), key });
    disk.isHolding = true;
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const seller = await openSeller(outbox, () => held);
    const taken = seller.take([submit()]);
    while (disk.held.length === 0) await new Promise((resolve) => setImmediate(resolve));
    disk.held.shift()?.reject(new Error('EIO'));
    letGo();
    expect(await taken).toMatchObject([{ status: 'ACCEPTED' }]);
    const { height } = await consortium.ledger.head();
    await expect(seller.take([submit()])).rejects.toMatchObject({ code: 'DISK_FAILED' });
    expect((await consortium.ledger.head()).height).toBe(height);
    await seller.close();
    await outbox.close();
  });
});

async function pendingIn(directory: string): Promise<number> {
  const outbox = await openOutbox({ directory, key });
  const { length } = await outbox.pending();
  await outbox.close();
  return length;
}
