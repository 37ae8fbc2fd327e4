/**
 * What one transaction may hold: as much as a gateway brings to any engine. A batch that alone has
 * more instructions is the contract's to refuse.
 */
export const TRANSACTION_BATCHES_MAX = 256;
export const TRANSACTION_INSTRUCTIONS_MAX = 1_000;
/** Of the transient field: several times what a full transaction has. */
export const TRANSACTION_BYTES_MAX = 32 * 1024 * 1024;
