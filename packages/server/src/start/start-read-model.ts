import type { FastifyBaseLogger } from 'fastify';
import type { Database } from '@bondledger/database';
import { BondledgerError } from '@bondledger/domain';
import type { Desks } from '../desks/desk.js';
import type { EventHub } from '../events/event-hub.js';
import { openReadModel } from '../read-model/open-read-model.js';
import type { ProjectionEvent } from '../read-model/project/projector.js';
import type { ReadModel } from '../read-model/read-model.js';

/** The read model of a server, with what happens to it in the log and on the event stream. */
export function startReadModel(
  desks: Desks,
  database: Database,
  events: EventHub,
  log: FastifyBaseLogger,
): ReadModel {
  const readModel = openReadModel({ desks, database, onEvent: (event) => logged(log, event) });
  readModel.onChange(({ institution, tradeId, state, revision, height }) =>
    events.publish(institution, { type: 'trade', tradeId, state, revision, height }),
  );
  return readModel;
}

function logged(log: FastifyBaseLogger, event: ProjectionEvent): void {
  const { institution } = event;
  switch (event.event) {
    case 'dropped':
      log.warn({ institution, reason: event.reason }, 'the read model is built anew');
      return;
    case 'built':
      log.info({ institution, height: event.height }, 'the read model is built');
      return;
    case 'failed': {
      const { error } = event;
      const code = error instanceof BondledgerError ? error.code : undefined;
      const name = error instanceof Error ? error.name : undefined;
      log.error({ institution, code, name }, 'the read model stands still, and is tried again');
    }
  }
}
