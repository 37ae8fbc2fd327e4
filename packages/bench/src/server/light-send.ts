import { Agent, request } from 'node:http';
import type { Send } from '@bondledger/sdk/api';

/**
 * Requests over connections that stay open, with a header of their own each. A client has a machine
 * of its own, where it is: beside the server, what `fetch` costs would be measured most of all.
 */
export function lightSend(headers: Readonly<Record<string, string>>): Send {
  const agent = new Agent({ keepAlive: true });
  return (url, init) =>
    new Promise((resolve, reject) => {
      const { method, body, signal } = init;
      const sent = request(
        url,
        { agent, method, headers: { ...headers, ...init.headers }, signal: signal ?? undefined },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.once('error', reject);
          response.once('end', () => {
            const { statusCode = 0 } = response;
            const text = Buffer.concat(chunks).toString('utf8');
            resolve({
              ok: statusCode >= 200 && statusCode < 300,
              text: () => Promise.resolve(text),
            });
          });
        },
      );
      sent.once('error', reject);
      sent.end(body);
    });
}
