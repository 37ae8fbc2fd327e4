/** Status codes of chaincode: from 400 on nothing is endorsed. */
export const OK = 200;
export const ERROR = 500;
