import { readFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { ADMIN, CHAINCODE, type Layout } from '../../configuration/layout.js';
import type { NodePlan } from '../../topology/plan.js';

const TIMEOUT_MS = 3_000;

/** Whether anybody takes a connection at a node's port. @throws Error says why not */
export const tryPort = async ({ hostAddress, port }: NodePlan): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connectTcp({ host: hostAddress, port, timeout: TIMEOUT_MS });
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('timeout', () => socket.destroy(new Error('timeout')));
    socket.once('error', reject);
  });

/**
 * Shakes hands with a node as its institution's administrator or, for chaincode, as its peers do:
 * both sides show a certificate and the node's has to carry its name.
 *
 * @throws Error says what was wrong with the certificate or the connection.
 */
export const tryTls = async (node: NodePlan, layout: Layout): Promise<void> => {
  const who = node.kind === 'chaincode' ? CHAINCODE : ADMIN;
  const tls = join(layout.home(node.institution, who), 'tls');
  return new Promise((resolve, reject) => {
    const socket = connectTls({
      host: node.hostAddress,
      port: node.port,
      servername: node.name,
      ca: readFileSync(layout.publicTlsCa(node.institution)),
      cert: readFileSync(join(tls, 'cert.pem')),
      key: readFileSync(join(tls, 'key.pem')),
      ALPNProtocols: ['h2'],
      timeout: TIMEOUT_MS,
    });
    // The server judges the client's certificate after the client's handshake is over: its first
    // frame says that it has taken it.
    socket.once('data', () => {
      socket.destroy();
      resolve();
    });
    socket.once('end', () => reject(new Error('the connection was refused')));
    socket.once('timeout', () => socket.destroy(new Error('timeout')));
    socket.once('error', reject);
  });
};
