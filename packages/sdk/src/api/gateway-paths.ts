/** The gateway of institutions with keys of their own: by itself, so nothing else comes along. */
export const GATEWAY_PATHS = {
  genesis: '/api/gateway/genesis',
  gatewayBatches: '/api/gateway/batches',
  gatewayBlocks: '/api/gateway/blocks',
  gatewayRead: '/api/gateway/read',
  gatewayRange: '/api/gateway/range',
  gatewayHistory: '/api/gateway/history',
  gatewayProof: '/api/gateway/proof',
  gatewayHead: '/api/gateway/head',
} as const;
