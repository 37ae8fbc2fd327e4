import { z } from 'zod';
import { JobSchema } from '../schema/steps.js';
import * as operation from '../schema/operation.js';
import { route } from './route.js';

/** What operators look at and drive. */
export const OPERATION_ROUTES = {
  monitoring: route({
    method: 'GET',
    path: '/api/monitoring',
    tag: 'operation',
    summary: 'How the server and the ledger do',
    access: 'READ',
    reply: operation.MonitoringSchema,
  }),
  components: route({
    method: 'GET',
    path: '/api/monitoring/components',
    tag: 'operation',
    summary: 'The health of each component',
    access: 'READ',
    reply: z.object({ components: z.array(operation.ComponentSchema) }),
  }),
  rebuild: route({
    method: 'POST',
    path: '/api/read-model/rebuild',
    tag: 'operation',
    summary: "Build the institution's read model anew",
    access: 'OPERATE',
    reply: JobSchema,
    status: 202,
  }),
  drive: route({
    method: 'GET',
    path: '/api/drive',
    tag: 'demo',
    summary: "How far the demo's day is",
    access: 'signed-in',
    demo: true,
    reply: operation.DriveSchema,
  }),
  setDrive: route({
    method: 'POST',
    path: '/api/drive',
    tag: 'demo',
    summary: 'Run the day, pause it, choose its speed',
    access: 'OPERATE',
    demo: true,
    body: operation.SetDriveSchema,
    reply: operation.DriveSchema,
  }),
  bok: route({
    method: 'GET',
    path: '/api/bok',
    tag: 'demo',
    summary: 'The simulator of BOK-Wire+',
    access: 'READ',
    only: 'BOK',
    demo: true,
    reply: operation.BokSchema,
  }),
  setBok: route({
    method: 'PUT',
    path: '/api/bok',
    tag: 'demo',
    summary: "The simulator's faults",
    access: 'OPERATE',
    only: 'BOK',
    demo: true,
    body: operation.SetBokSchema,
    reply: operation.BokSchema,
  }),
} as const;
