import { readFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { NodePlan } from '../../topology/plan.js';
import { whoAsks, type Network } from '../open-network.js';

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
 * Shakes hands with a node: both sides show a certificate, and the node's has to carry its name.
 * Chaincode takes only those of its own institution.
 *
 * @throws Error says what was wrong with the certificate or the connection.
 */
export const tryTls = async (node: NodePlan, network: Network): Promise<void> => {
  const { tlsCertificate, tlsKey } = whoAsks(network, node.institution);
  return new Promise((resolve, reject) => {
    const socket = connectTls({
      host: node.hostAddress,
      port: node.port,
      servername: node.name,
      ca: readFileSync(network.layout.publicTlsCa(node.institution)),
      cert: tlsCertificate,
      key: tlsKey,
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
