import { sql } from 'kysely';
import { BondledgerError, type Rejection } from '@bondledger/domain';
import type { Component } from '@bondledger/sdk/api';
import { inTime } from '../desks/in-time.js';
import { READ_MODEL_BEHIND_BLOCKS } from '../limits.js';
import { because } from './because.js';
import { nodesOf } from './nodes.js';
import type { ThingsParts } from './things-parts.js';

type Found = Pick<ThingsParts, 'ledger' | 'network' | 'transport' | 'database' | 'progress'>;

/** How each component does: the ledger, the database, read models, and the nodes of Fabric. */
export async function componentsOf(parts: Found): Promise<readonly Component[]> {
  const [ledger, database, nodes] = await Promise.all([
    ledgerOf(parts),
    databaseOf(parts),
    nodesOf(parts.network),
  ]);
  return [ledger, database, ...readModelsOf(parts), ...nodes];
}

const rejectionOf = (error: unknown, code: Rejection['code']): Rejection =>
  error instanceof BondledgerError ? error.rejection : { code };

async function ledgerOf({ ledger, transport }: Found): Promise<Component> {
  try {
    const { height } = await inTime(transport.head());
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
