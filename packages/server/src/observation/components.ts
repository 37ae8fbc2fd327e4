import { sql } from 'kysely';
import { networkStatus, type NodeStatus } from '@bondledger/fabric';
import { BondledgerError, sentenceOf, type Rejection } from '@bondledger/domain';
import type { Component } from '@bondledger/sdk/api';
import { PEER_BEHIND_BLOCKS, READ_MODEL_BEHIND_BLOCKS } from '../limits.js';
import type { ThingsParts } from './things-parts.js';

type Found = Pick<ThingsParts, 'ledger' | 'transport' | 'database' | 'progress' | 'demo'>;

/** How each component does: the ledger, the database, read models, and the nodes of Fabric. */
export async function componentsOf(parts: Found): Promise<readonly Component[]> {
  const [ledger, database, nodes] = await Promise.all([
    ledgerOf(parts),
    databaseOf(parts),
    nodesOf(parts),
  ]);
  return [ledger, database, ...readModelsOf(parts), ...nodes];
}

/** Why a component does not do its work, with both sentences. */
const because = (rejection: Rejection): Pick<Component, 'code' | 'detail'> => ({
  code: rejection.code,
  detail: { ko: sentenceOf(rejection, 'ko'), en: sentenceOf(rejection, 'en') },
});

const rejectionOf = (error: unknown, code: Rejection['code']): Rejection =>
  error instanceof BondledgerError ? error.rejection : { code };

async function ledgerOf({ ledger, transport }: Found): Promise<Component> {
  try {
    const { height } = await transport.head();
    const health = await ledger?.health();
    if (health === undefined || health.ok) return { component: 'ledger', status: 'OK', height };
    return { component: 'ledger', status: 'DOWN', height, ...because({ code: 'LEDGER_DOWN' }) };
  } catch (error) {
    const why = because(rejectionOf(error, 'LEDGER_DOWN'));
    return { component: 'ledger', status: 'DOWN', ...why };
  }
}

async function databaseOf({ database }: Found): Promise<Component> {
  try {
    await sql`select 1`.execute(database.schema('public'));
    return { component: 'database', status: 'OK' };
  } catch {
    return { component: 'database', status: 'DOWN', ...because({ code: 'DATABASE_DOWN' }) };
  }
}

const readModelsOf = ({ progress }: Found): readonly Component[] =>
  progress().map(({ institution, height, behind }) => {
    const params = { height: height.toString() };
    const isFar = behind > READ_MODEL_BEHIND_BLOCKS;
    const why = isFar ? because({ code: 'READ_MODEL_BUILDING', params }) : {};
    const component = `read-model.${institution}`;
    return { component, status: isFar ? 'WARN' : 'OK', height, behind, ...why };
  });

async function nodesOf({ ledger, demo }: Found): Promise<readonly Component[]> {
  if (ledger?.engine !== 'fabric' || demo === undefined) return [];
  try {
    const { nodes } = await networkStatus(demo.consortium.directory);
    const newest = Math.max(0, ...nodes.map(({ height = 0 }) => height));
    return nodes.map((node) => nodeOf(node, newest));
  } catch (error) {
    return [
      { component: 'fabric', status: 'DOWN', ...because(rejectionOf(error, 'NETWORK_DOWN')) },
    ];
  }
}

function nodeOf({ name, kind, pid, height }: NodeStatus, newest: number): Component {
  const component = `fabric.${name}`;
  const log = `bondledger fabric logs ${name}`;
  const params = { node: name, log };
  if (pid === undefined) {
    return { component, status: 'DOWN', ...because({ code: 'NODE_STOPPED', params }) };
  }
  if (kind === 'chaincode') return { component, status: 'OK' };
  if (height === undefined) {
    return {
      component,
      status: 'DOWN',
      ...because({ code: 'NODE_SILENT', params: { ...params, detail: 'status' } }),
    };
  }
  const behind = newest - height;
  const found = { component, height: Math.max(0, height - 1), behind };
  if (behind <= PEER_BEHIND_BLOCKS) return { ...found, status: 'OK' };
  const heights = { height: height.toString(), expected: newest.toString() };
  const why = because({ code: 'NODE_BEHIND', params: { node: name, ...heights } });
  return { ...found, status: 'WARN', ...why };
}
