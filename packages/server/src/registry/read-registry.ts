import { X509Certificate } from 'node:crypto';
import {
  readRegistry,
  type IssueRecord,
  type KeyRecord,
  type ParticipantRecord,
} from '@bondledger/contract';
import type { Transport } from '@bondledger/sdk';
import type { Issue, Participant } from '@bondledger/sdk/api';
import { REGISTRY_PAGE } from '../limits.js';

type Ranged = Pick<Transport, 'range'>;

/** Every record whose key begins with `registry/<kind>/`. */
async function recordsOf<T extends ParticipantRecord | KeyRecord | IssueRecord>(
  transport: Ranged,
  kind: 'participant' | 'key' | 'issue',
): Promise<readonly T[]> {
  const found: T[] = [];
  const range = { from: `registry/${kind}/`, to: `registry/${kind}0`, limit: REGISTRY_PAGE };
  let bookmark: string | undefined;
  do {
    const page = await transport.range(bookmark === undefined ? range : { ...range, bookmark });
    for (const { value } of page.records) {
      const record = readRegistry<T>(value);
      if (record !== undefined) found.push(record);
    }
    bookmark = page.next;
  } while (bookmark !== undefined);
  return found;
}

/** Everyone in the registry with its keys, in the order of the codes. */
export async function participantsWithKeys(
  transport: Ranged,
  isServed: (code: string) => boolean,
): Promise<readonly Participant[]> {
  const [records, keys] = await Promise.all([
    recordsOf<ParticipantRecord>(transport, 'participant'),
    recordsOf<KeyRecord>(transport, 'key'),
  ]);
  return records.map(({ code, name, roles, peer, coEndorser, status }) => ({
    code,
    name,
    roles: [...roles],
    peer,
    coEndorser,
    status,
    served: isServed(code),
    keys: keys.filter(({ participant }) => participant === code).map(keyOf),
  }));
}

const keyOf = ({
  keyId,
  status,
  registeredOn,
  certificate,
}: KeyRecord): Participant['keys'][number] => {
  const read = new X509Certificate(Buffer.from(certificate, 'base64'));
  return {
    keyId,
    status,
    registeredOn,
    certificate: {
      subject: nameIn(read.subject),
      issuer: nameIn(read.issuer),
      notBefore: new Date(read.validFrom).toISOString(),
      notAfter: new Date(read.validTo).toISOString(),
    },
  };
};

/** A distinguished name in one line. */
const nameIn = (name: string): string => name.split('\n').join(', ');

/** Issues whose ISIN or name holds the text; all of them where it is left out. */
export async function issuesWith(
  transport: Ranged,
  text: string | undefined,
): Promise<readonly Issue[]> {
  const wanted = text?.normalize('NFC').toLowerCase() ?? '';
  const records = await recordsOf<IssueRecord>(transport, 'issue');
  return records
    .filter(({ isin, name }) =>
      [isin, name.ko, name.en].some((each) => each.toLowerCase().includes(wanted)),
    )
    .map(({ isin, name, instrumentType, maturityDate }) => ({
      isin,
      name,
      instrumentType,
      maturityDate,
    }));
}
