import { request } from 'node:https';
import { BondledgerError } from '@bondledger/domain';
import type { ClientIdentity } from '../connection.js';

/** An orderer's door for administrators. */
export interface OrdererEndpoint {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly hostName: string;
  readonly tlsCa: string;
}

/** What an orderer knows of a channel. */
export interface OrdererChannel {
  readonly status: string;
  readonly height: number;
}

const TIMEOUT_MS = 5_000;
const PATH = '/participation/v1/channels';
const BOUNDARY = 'bondledger-genesis-block';

interface Answer {
  readonly status: number;
  readonly body: string;
  /** By the clock of the orderer's host, in whole seconds. */
  readonly date: string;
}

/** By how many seconds an orderer's clock is before ours. */
export async function clockOffset(
  orderer: OrdererEndpoint,
  identity: ClientIdentity,
): Promise<number> {
  const { date } = await call(orderer, identity, { path: PATH });
  return Math.round((new Date(date).getTime() - Date.now()) / 1000);
}

/** What an orderer knows of a channel; nothing where it has not joined it. */
export async function ordererChannel(
  orderer: OrdererEndpoint,
  identity: ClientIdentity,
  channel: string,
): Promise<OrdererChannel | undefined> {
  const { status, body } = await call(orderer, identity, { path: `${PATH}/${channel}` });
  if (status === 404) return undefined;
  if (status !== 200) throw refused(orderer, body);
  const answer: unknown = JSON.parse(body);
  return isChannel(answer) ? { status: answer.status, height: answer.height } : undefined;
}

const isChannel = (answer: unknown): answer is OrdererChannel =>
  typeof answer === 'object' &&
  answer !== null &&
  'status' in answer &&
  typeof answer.status === 'string' &&
  'height' in answer &&
  typeof answer.height === 'number';

/** Makes an orderer a member of the channel that begins with this block. */
export async function joinOrderer(
  orderer: OrdererEndpoint,
  identity: ClientIdentity,
  genesisBlock: Uint8Array,
): Promise<void> {
  const head =
    `--${BOUNDARY}\r\n` +
    'Content-Disposition: form-data; name="config-block"; filename="config.block"\r\n' +
    'Content-Type: application/octet-stream\r\n\r\n';
  const form = Buffer.concat([
    Buffer.from(head),
    genesisBlock,
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ]);
  const { status, body } = await call(orderer, identity, { path: PATH, form });
  if (status !== 201) throw refused(orderer, body);
}

const refused = ({ name }: OrdererEndpoint, detail: string): BondledgerError =>
  new BondledgerError({ code: 'NODE_REFUSED', params: { node: name, detail: detail.trim() } });

const call = async (
  { name, host, port, hostName, tlsCa }: OrdererEndpoint,
  identity: ClientIdentity,
  { path, form }: { readonly path: string; readonly form?: Buffer },
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const fail = (cause: Error): void => {
      const params = { node: name, detail: cause.message };
      reject(new BondledgerError({ code: 'NODE_SILENT', params }, { cause }));
    };
    const headers =
      form === undefined
        ? {}
        : {
            'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
            'content-length': form.length,
          };
    const options = {
      host,
      port,
      path,
      method: form === undefined ? 'GET' : 'POST',
      servername: hostName,
      ca: tlsCa,
      cert: identity.tlsCertificate,
      key: identity.tlsKey,
      headers,
      agent: false,
      timeout: TIMEOUT_MS,
    };
    const sent = request(options, (answer) => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (text: string) => (body += text));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, body, date: answer.headers.date ?? '' }),
      );
      answer.on('error', fail);
    });
    sent.on('timeout', () => sent.destroy(new Error('timeout')));
    sent.on('error', fail);
    sent.end(form);
  });
