import type { CorePart, Genesis } from '@bondledger/contract';
import type { Role, SideName, SideWire, Step, Terms } from '@bondledger/domain';
import type { Anchor } from './check-step.js';
import type { Place } from './places.js';

/** A payment that was requested, as its answers have to name it. */
export interface Requested {
  readonly leaf: string;
  readonly payment: string;
  readonly paymentNo: string;
  readonly isAskedBack: boolean;
}

type BySide<T> = Readonly<Partial<Record<SideName, T>>>;

/** What the steps so far say of a trade. */
export interface Story {
  readonly tradeId: string;
  readonly terms: Terms;
  readonly termsHash: string;
  readonly submitLeaf: string;
  readonly confirmLeaf: string | undefined;
  /** Leaf of each side's newest INSTRUCT, of those that are shown. */
  readonly instructed: BySide<string>;
  /** Every leaf so far: an instruction counts once. */
  readonly leaves: ReadonlySet<string>;
  /** Leaves that are withheld: what a step answers may be among them. */
  readonly withheld: ReadonlySet<string>;
  readonly sides: BySide<SideWire>;
  readonly cancel: { readonly by: SideName; readonly leaf: string } | undefined;
  readonly chainId: string | undefined;
  readonly requested: Requested | undefined;
  /** Steps so far. */
  readonly revision: number;
  /** Where the trade may stand: more than one place only where something is not shown. */
  readonly places: readonly Place[];
}

/** The next step of a story. */
export interface Telling {
  readonly anchor: Anchor;
  readonly step: Step;
  readonly core: CorePart;
  readonly leaf: string;
  readonly commitmentKey: Uint8Array | undefined;
  /** Whose side a step of a side is about. */
  readonly side: SideName | undefined;
}

export const sideOfParty = ({ terms }: Story, code: string): SideName | undefined =>
  terms.seller === code ? 'seller' : terms.buyer === code ? 'buyer' : undefined;

/** Only the genesis makes a depository or a central bank. */
export const hasGenesisRole = (genesis: Genesis, code: string, role: Role): boolean =>
  genesis.participants.some((each) => each.code === code && each.roles.includes(role));
