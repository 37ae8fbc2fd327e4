import { addressOf, type PeerPlan, type Plan } from '../topology/plan.js';

/**
 * Gossip only tells peers of each other here: each peer pulls its blocks from the orderers itself.
 * The timers decide how soon a gateway knows whom it may ask after a start or a failure: by default
 * the first transaction can wait for 25 s. Every message is signed and every receiver checks it:
 * with their state told each second they were a quarter of what nine busy peers on two cores did.
 * A peer counts as gone after five of its signs of life were missed, for not each one reaches all.
 * Messages leave together four times a second: a peer wakes for that whether there are any or not,
 * and by default does so a hundred times a second.
 */
export const gossipConfiguration = (peer: PeerPlan, plan: Plan): unknown => ({
  bootstrap: bootstrapOf(peer, plan),
  endpoint: addressOf(peer),
  externalEndpoint: addressOf(peer),
  useLeaderElection: false,
  orgLeader: true,
  membershipTrackerInterval: '5s',
  aliveTimeInterval: '5s',
  aliveExpirationTimeout: '25s',
  reconnectInterval: '1s',
  publishStateInfoInterval: '5s',
  requestStateInfoInterval: '5s',
  maxBlockCountToStore: 10,
  maxPropagationBurstLatency: '250ms',
  maxPropagationBurstSize: 10,
  propagateIterations: 1,
  propagatePeerNum: 3,
  pullInterval: '10s',
  pullPeerNum: 1,
  publishCertPeriod: '10s',
  skipBlockVerification: false,
  dialTimeout: '1s',
  connTimeout: '1s',
  recvBuffSize: 20,
  sendBuffSize: 200,
  digestWaitTime: '1s',
  requestWaitTime: '1500ms',
  responseWaitTime: '2s',
  maxConnectionAttempts: 120,
  msgExpirationFactor: 20,
  election: {
    startupGracePeriod: '15s',
    membershipSampleInterval: '1s',
    leaderAliveThreshold: '10s',
    leaderElectionDuration: '5s',
  },
  // No collection is used, but the approval of chaincode is kept in one that Fabric has itself.
  pvtData: {
    // A peer that lost its data finds nobody who has its institution's approval, and goes on.
    pullRetryThreshold: '500ms',
    transientstoreMaxBlockRetention: 20_000,
    pushAckTimeout: '3s',
    btlPullMargin: 10,
    reconcileBatchSize: 10,
    reconcileSleepInterval: '1m',
    reconciliationEnabled: true,
    skipPullingInvalidTransactionsDuringCommit: false,
    implicitCollectionDisseminationPolicy: { requiredPeerCount: 0, maxPeerCount: 1 },
  },
  state: {
    enabled: false,
    checkInterval: '10s',
    responseTimeout: '3s',
    batchSize: 10,
    blockBufferSize: 20,
    maxRetries: 3,
  },
});

/** The institution's other peers, or itself where it has but one. */
function bootstrapOf(peer: PeerPlan, { institutions }: Plan): readonly string[] {
  const own = institutions.find(({ code }) => code === peer.institution)?.peers ?? [];
  const others = own.filter(({ name }) => name !== peer.name);
  return (others.length === 0 ? own : others).map(addressOf);
}
