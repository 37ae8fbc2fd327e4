import { z } from 'zod';

/** A DNS label or several: a node's name is also what its TLS certificate carries. */
const NODE_NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
/** What Fabric allows a channel to be called. */
const CHANNEL_NAME = /^[a-z][a-z0-9.-]{0,248}$/;
const CHAINCODE_NAME = /^[A-Za-z0-9]+([-_][A-Za-z0-9]+)*$/;
const VERSION = /^[A-Za-z0-9_.+-]{1,64}$/;
const CODE = /^[A-Z][A-Z0-9]{1,15}$/;
/** An IP address or a DNS name. */
const ADDRESS = /^[A-Za-z0-9]([A-Za-z0-9.:-]*[A-Za-z0-9])?$/;
const HOST = /^[a-z0-9][a-z0-9-]*$/;

/** The pattern is what a wrong value is answered with, so it stands in the message. */
const matching = (pattern: RegExp): z.ZodString => z.string().regex(pattern, pattern.source);

const port = z.union([z.literal('auto'), z.int().min(1).max(65_535)], 'auto | 1..65535');
const autoPort = port.default('auto');
const bytes = matching(/^[1-9]\d{0,5} (KB|MB)$/);
const duration = matching(/^[1-9]\d{0,5}(ms|s)$/);

const peer = z.strictObject({
  name: matching(NODE_NAME),
  host: matching(HOST),
  port: autoPort,
  operations: autoPort,
});

const orderer = z.strictObject({
  name: matching(NODE_NAME),
  host: matching(HOST),
  port: autoPort,
  admin: autoPort,
  operations: autoPort,
});

const institution = z.strictObject({
  code: matching(CODE),
  chaincode: z.strictObject({ host: matching(HOST), port: autoPort, settlement: autoPort }),
  peers: z.array(peer).min(1).max(16),
  orderers: z.array(orderer).max(16).default([]),
});

/** The topology file's shape; what holds between its fields is checked in `relations.ts`. */
export const topologySchema = z.strictObject({
  version: z.literal(1),
  channel: matching(CHANNEL_NAME),
  chaincode: z.strictObject({
    name: matching(CHAINCODE_NAME),
    version: matching(VERSION),
    sequence: z.int().min(1).max(1_000_000),
    batchMessages: z.boolean().default(true),
  }),
  hosts: z.record(z.string().regex(HOST, HOST.source), matching(ADDRESS)),
  institutions: z.array(institution).min(2).max(512),
  endorsement: z.strictObject({
    all: z.array(matching(CODE)).min(1),
    oneOf: z.union([z.literal('others'), z.array(matching(CODE)).min(1)], 'others | [CODE, ...]'),
  }),
  ordering: z.strictObject({
    consensus: z.literal('raft'),
    batchTimeout: duration,
    maxMessageCount: z.int().min(1).max(100_000),
    preferredMaxBytes: bytes,
    absoluteMaxBytes: bytes,
    raft: z.strictObject({
      tick: duration,
      electionTicks: z.int().min(2).max(1_000),
      heartbeatTicks: z.int().min(1).max(1_000),
      maxInflightBlocks: z.int().min(1).max(1_000),
      snapshotInterval: bytes,
    }),
  }),
  certificates: z.strictObject({
    authorityDays: z.int().min(2).max(36_500),
    nodeDays: z.int().min(1).max(36_500),
  }),
  logging: matching(/^[a-z0-9.,:=]{1,200}$/),
});

/** Who runs what on which host, as the topology file says. */
export type Topology = z.infer<typeof topologySchema>;
