/** Stands where the contract binds its cryptography to Node, which a browser has not. */
export const nodeCrypto = undefined;
