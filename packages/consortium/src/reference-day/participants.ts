import { BOK, KSD, type InstitutionCode, type Role } from '@bondledger/domain';

/** An institution of the demo consortium. KSD and BOK are who they are; all others are invented. */
export interface ParticipantProfile {
  readonly code: InstitutionCode;
  readonly roles: readonly Role[];
  readonly name: { readonly en: string; readonly ko: string };
  /** Whether it runs a peer of its own; the others come in through KSD's gateway. */
  readonly peer: boolean;
  /** Who endorses its steps beside KSD: its own peer, or whom it named. */
  readonly coEndorser: InstitutionCode;
}

const participant = (
  code: InstitutionCode,
  roles: readonly Role[],
  ko: string,
  en: string,
): ParticipantProfile => ({ code, roles, name: { en, ko }, peer: true, coEndorser: code });

/** KSD, and the institutions that it settles with on the reference day. */
export const PARTICIPANTS: readonly ParticipantProfile[] = [
  {
    ...participant(KSD, ['DEPOSITORY'], '한국예탁결제원', 'Korea Securities Depository'),
    // What KSD does alone is settlement, and settlement is endorsed by KSD and BOK.
    coEndorser: BOK,
  },
  participant(BOK, ['CENTRAL_BANK'], '한국은행', 'Bank of Korea'),
  participant('HBSEC', ['SECURITIES_FIRM'], '한빛증권', 'Hanbit Securities'),
  participant('DHSEC', ['SECURITIES_FIRM'], '동해증권', 'Donghae Securities'),
  participant('NRAMC', ['ASSET_MANAGER'], '누리자산운용', 'Nuri Asset Management'),
  participant('CWBK', ['CUSTODIAN', 'BANK'], '청운은행', 'Cheongun Bank'),
  participant('SFINC', ['SECURITIES_FINANCE'], '다온증권금융', 'Daon Securities Finance'),
  {
    ...participant('SJINS', ['INSURER'], '세종생명', 'Sejong Life'),
    peer: false,
    coEndorser: BOK,
  },
];
