import { RIGHTS, type Right } from '@bondledger/sdk/api';

/** Rights as they are kept: `READ,MAKE`. Everybody reads. */
export const rightsToText = (rights: readonly Right[]): string =>
  RIGHTS.filter((right) => right === 'READ' || rights.includes(right)).join(',');

export const rightsFromText = (text: string): readonly Right[] => {
  const words = new Set(text.split(','));
  return RIGHTS.filter((right) => words.has(right));
};
