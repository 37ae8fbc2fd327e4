import type { Phase, SideName } from '@bondledger/domain';

/** The rules once more, written for reading rather than for running fast: what a day must obey. */
export type Progress = 'NONE' | 'OPEN' | 'INSTRUCTED' | 'APPROVED';

export interface ModelTrade {
  readonly tradeId: string;
  readonly seller: string;
  readonly buyer: string;
  readonly accounts: Readonly<Record<SideName, string>>;
  readonly isFree: boolean;
  readonly face: bigint;
  readonly settlementDate: string;
  state: string;
  /** Is the buyer a fund? Nobody knows before CONFIRM. */
  readonly isFundBuying: boolean;
  readonly sides: Record<SideName, Progress>;
  cancelBy: SideName | undefined;
  chain: ModelChain | undefined;
  askedBack: boolean;
}

export interface ModelChain {
  readonly chainId: string;
  readonly trades: readonly ModelTrade[];
}

export interface Account {
  balance: bigint;
  restricted: bigint;
}

export class Model {
  readonly trades: ModelTrade[] = [];
  readonly accounts = new Map<string, Account>();
  date = '2026-09-21';
  phase: Phase = 'OPEN';

  account(name: string): Account {
    const known = this.accounts.get(name) ?? { balance: 0n, restricted: 0n };
    this.accounts.set(name, known);
    return known;
  }

  /** What KSD or BOK moves when it acts on a trade: its chain, or itself. */
  group(trade: ModelTrade): readonly ModelTrade[] {
    return trade.chain?.trades ?? [trade];
  }

  /** What each account of a group receives (negative: delivers). */
  nets(group: readonly ModelTrade[]): ReadonlyMap<string, bigint> {
    const nets = new Map<string, bigint>();
    const add = (account: string, amount: bigint): void => {
      nets.set(account, (nets.get(account) ?? 0n) + amount);
    };
    for (const { accounts, face } of group) {
      add(accounts.seller, -face);
      add(accounts.buyer, face);
    }
    return nets;
  }

  #isLate({ settlementDate }: ModelTrade): boolean {
    const { date, phase } = this;
    return settlementDate < date || (settlementDate === date && phase !== 'OPEN');
  }

  #hasFree(group: readonly ModelTrade[]): boolean {
    return [...this.nets(group)].every(([name, net]) => {
      const { balance, restricted } = this.account(name);
      return net >= 0n || balance - restricted >= -net;
    });
  }

  #restrict(group: readonly ModelTrade[], sign: bigint): void {
    for (const [name, net] of this.nets(group)) {
      if (net < 0n) this.account(name).restricted -= net * sign;
    }
  }

  #set(group: readonly ModelTrade[], state: string): true {
    for (const trade of group) trade.state = state;
    return true;
  }

  /** Takes a step, if it may be taken. */
  take(trade: ModelTrade, step: string, side: SideName): boolean {
    const isDay = this.phase === 'OPEN';
    const isOpen = this.phase !== 'CLOSED';
    const { state, sides } = trade;
    const ofSide = (from: Progress, to: Progress): boolean => {
      if (!isDay || state !== 'MATCHED' || sides[side] !== from) return false;
      sides[side] = to;
      const done = Object.values(sides).every((each) => each === 'NONE' || each === 'APPROVED');
      if (done && to === 'APPROVED') trade.state = 'READY';
      return true;
    };
    const moves = (from: string, to: string, may = isDay): boolean =>
      may && state === from && this.#set([trade], to);
    switch (step) {
      case 'WITHDRAW':
        return moves('SUBMITTED', 'CANCELLED');
      case 'REJECT':
        return moves('SUBMITTED', 'REJECTED');
      case 'CONFIRM':
        if (!isDay || state !== 'SUBMITTED') return false;
        sides.buyer = trade.isFundBuying ? 'OPEN' : 'NONE';
        return this.#set([trade], Object.values(sides).includes('OPEN') ? 'MATCHED' : 'READY');
      case 'INSTRUCT':
        return ofSide('OPEN', 'INSTRUCTED');
      case 'APPROVE':
        return ofSide('INSTRUCTED', 'APPROVED');
      case 'DECLINE':
        return ofSide('INSTRUCTED', 'OPEN');
      case 'REQUEST_CANCEL':
      case 'CONFIRM_CANCEL':
      case 'DROP_CANCEL':
        return (
          isDay && (state === 'MATCHED' || state === 'READY') && this.#cancel(trade, step, side)
        );
      case 'EXPIRE':
        return (
          isOpen &&
          (state === 'SUBMITTED' || state === 'MATCHED') &&
          this.#isLate(trade) &&
          this.#set([trade], 'EXPIRED')
        );
      case 'FAIL':
        return isOpen && this.#fail(trade);
      default:
        return isOpen && this.#settle(trade, step, isDay);
    }
  }

  #cancel(trade: ModelTrade, step: string, side: SideName): boolean {
    const { cancelBy } = trade;
    if (step === 'REQUEST_CANCEL' ? cancelBy !== undefined : cancelBy === undefined) return false;
    if (step === 'REQUEST_CANCEL') {
      trade.cancelBy = side;
      return true;
    }
    if ((cancelBy === side) !== (step === 'DROP_CANCEL')) return false;
    trade.cancelBy = undefined;
    if (step === 'CONFIRM_CANCEL') trade.state = 'CANCELLED';
    return true;
  }

  #fail(trade: ModelTrade): boolean {
    const { chain, state } = trade;
    if (chain !== undefined || !this.#isLate(trade)) return false;
    if (state !== 'READY' && state !== 'RESTRICTED') return false;
    if (state === 'RESTRICTED') this.#restrict([trade], -1n);
    return this.#set([trade], 'FAILED');
  }

  #settle(trade: ModelTrade, step: string, isDay: boolean): boolean {
    const group = this.group(trade);
    const { chain, state } = trade;
    const isFree = group.every((each) => each.isFree);
    switch (step) {
      case 'SPLIT':
        if (state !== 'CHAINED') return false;
        for (const each of group) each.chain = undefined;
        return this.#set(group, 'READY');
      case 'RESTRICT':
        if (!isDay || (state !== 'READY' && state !== 'CHAINED')) return false;
        if (group.some(({ settlementDate }) => settlementDate > this.date)) return false;
        if (!this.#hasFree(group)) return false;
        this.#restrict(group, 1n);
        for (const each of group) each.cancelBy = undefined;
        return this.#set(group, 'RESTRICTED');
      case 'RELEASE':
        if (state !== 'RESTRICTED') return false;
        this.#restrict(group, -1n);
        return this.#set(group, chain === undefined ? 'READY' : 'CHAINED');
      case 'REQUEST_PAYMENT':
        if (!isDay || state !== 'RESTRICTED' || isFree) return false;
        for (const each of group) each.askedBack = false;
        return this.#set(group, 'PAYMENT_REQUESTED');
      case 'REVOKE_PAYMENT':
        if (state !== 'PAYMENT_REQUESTED' || trade.askedBack) return false;
        for (const each of group) each.askedBack = true;
        return true;
      case 'CONFIRM_PAYMENT':
        return state === 'PAYMENT_REQUESTED' && this.#set(group, 'PAID');
      case 'CONFIRM_REVOKED':
        return state === 'PAYMENT_REQUESTED' && trade.askedBack && this.#set(group, 'RESTRICTED');
      case 'SETTLE':
        if (state !== 'PAID' && !(state === 'RESTRICTED' && isFree)) return false;
        this.#deliver(group);
        return this.#set(group, 'SETTLED');
      default:
        return false;
    }
  }

  #deliver(group: readonly ModelTrade[]): void {
    for (const [name, net] of this.nets(group)) {
      const account = this.account(name);
      account.balance += net;
      if (net < 0n) account.restricted += net;
    }
  }
}
