import { request, type ClientRequest } from 'node:http';
import { connect } from 'node:net';
import { crc32, deflateRawSync } from 'node:zlib';

type Headers = Readonly<Record<string, string>>;

/** What became of a request: its status, or 0 where it was cut off. */
export type Sent = Promise<number>;

const statusOf = (sending: ClientRequest): Sent =>
  new Promise((resolve) => {
    sending.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
      response.on('error', () => undefined);
    });
    sending.on('error', () => resolve(0));
  });

/** A read, on a connection of its own: none that the server has given up is used again. */
export function read(url: string, headers: Headers): Sent {
  const sending = request(url, { agent: false, headers });
  sending.end();
  return statusOf(sending);
}

/** A body in one go, with its length. */
export function whole(url: string, headers: Headers, body: string | Uint8Array): Sent {
  const length = Buffer.byteLength(body).toString();
  const sending = request(url, {
    method: 'POST',
    agent: false,
    headers: { ...headers, 'content-length': length },
  });
  sending.end(body);
  return statusOf(sending);
}

/** A body of so many pieces that does not say its length, as fast as it is taken. */
export function chunked(url: string, headers: Headers, piece: string, times: number): Sent {
  const sending = request(url, { method: 'POST', agent: false, headers });
  const status = statusOf(sending);
  let left = times;
  const write = (): void => {
    while (left > 0 && !sending.destroyed) {
      left -= 1;
      if (!sending.write(piece)) {
        sending.once('drain', write);
        return;
      }
    }
    sending.end();
  };
  write();
  return status;
}

/** A body that is begun and never ends: the promise settles when it is given up. */
export function halfSent(url: string, headers: Headers, bytes: number, gone: AbortSignal): Sent {
  const sending = request(url, { method: 'POST', agent: false, headers });
  gone.addEventListener('abort', () => sending.destroy());
  sending.write(Buffer.alloc(bytes, 0x20));
  return statusOf(sending);
}

/** Bytes as they are, on a connection of their own. */
export function rawBytes(url: string, text: string): Sent {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.once('data', (answer) => {
      resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(answer.toString('latin1'))?.[1] ?? 0));
      socket.destroy();
    });
    socket.on('error', () => resolve(0));
    socket.on('close', () => resolve(0));
  });
}

/** A stream that is opened and not read: its status, when it is open. */
export function unread(url: string, headers: Headers, gone: AbortSignal): Sent {
  const sending = request(url, { agent: false, headers });
  gone.addEventListener('abort', () => sending.destroy());
  return new Promise((resolve) => {
    sending.on('response', (response) => {
      response.pause();
      response.on('error', () => undefined);
      resolve(response.statusCode ?? 0);
    });
    sending.on('error', () => resolve(0));
    sending.end();
  });
}

/** An archive of one part, which unpacks to so many bytes of one text again and again. */
export function zipBomb(name: string, text: string, times: number): Uint8Array {
  const plain = Buffer.alloc(text.length * times, text);
  const packed = deflateRawSync(plain, { level: 9 });
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(crc32(plain), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(plain.length, 18);
  common.writeUInt16LE(name.length, 22);
  const path = Buffer.from(name);
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, path]);
  const directory = Buffer.concat([
    Buffer.from('PK\u0001\u0002'),
    Buffer.from([20, 0]),
    common,
    Buffer.alloc(14),
    path,
  ]);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(local.length + packed.length, 16);
  return Buffer.concat([local, packed, directory, end]);
}
