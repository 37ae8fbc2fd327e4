import type { StepRequest } from '@bondledger/sdk/api';

type StepOf = StepRequest['step'];

/** One item of a request, with its step. */
export type StepItem = {
  readonly [S in StepOf]: {
    readonly step: S;
    readonly item: Extract<StepRequest, { readonly step: S }>['items'][number];
  };
}[StepOf];

/** The items of a request, each by itself. */
export const itemsOf = ({ step, items }: StepRequest): readonly StepItem[] =>
  items.map((item) => ({ step, item }) as StepItem);

/** Items that are linked stand together; all others alone. */
export function groupsOf(items: readonly StepItem[]): readonly (readonly StepItem[])[] {
  const groups: StepItem[][] = [];
  let isOpen = false;
  for (const each of items) {
    if (isOpen) groups.at(-1)?.push(each);
    else groups.push([each]);
    isOpen = each.item.linked === true;
  }
  return groups;
}

/** The trades that an item names, one or the whole list of those that it joins. */
export function tradesNamedBy({ item }: StepItem): readonly string[] {
  if ('tradeIds' in item) return item.tradeIds;
  return 'tradeId' in item ? [item.tradeId] : [];
}

interface Named {
  tradeId?: string;
  chainId?: string;
  paymentNo?: string;
}

/** What an item is about, as far as its sender named it. */
export function namedBy({ item }: StepItem): Named {
  const named: Named = {};
  if ('tradeId' in item) named.tradeId = item.tradeId;
  if ('chainId' in item) named.chainId = item.chainId;
  if ('paymentNo' in item) named.paymentNo = item.paymentNo;
  return named;
}
