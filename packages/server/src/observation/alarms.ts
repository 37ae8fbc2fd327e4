import type { Alarm, BilingualText } from '@bondledger/sdk/api';
import {
  CERTIFICATE_DAYS,
  DISK_FREE_CRITICAL_PART,
  DISK_FREE_PART,
  QUEUE_NEAR_FULL,
  READ_MODEL_BEHIND_BLOCKS,
  READ_MODEL_LAG_MS,
} from '../limits.js';
import type { Progress } from '../read-model/read-model.js';
import type { Queue } from './observation.js';
import type { Things } from './things.js';

export interface AlarmInputs {
  readonly things: Things;
  readonly queues: readonly Queue[];
  readonly progress: readonly Progress[];
  readonly now: Date;
}

type Found = Omit<Alarm, 'since'>;

const DAY_MS = 86_400_000;
const text = (en: string, ko: string): BilingualText => ({ en, ko });

/** What an operator should look at now, the worst first. */
export function alarmsOf(inputs: AlarmInputs): readonly Found[] {
  const all = [
    ...ofComponents(inputs.things),
    ...ofTrades(inputs.things),
    ...ofQueues(inputs.queues),
    ...ofReadModels(inputs.progress),
    ...ofCertificates(inputs.things, inputs.now),
    ...ofDisk(inputs.things),
  ];
  const rank = ({ severity }: Found): number => (severity === 'CRITICAL' ? 0 : 1);
  return all.sort((left, right) => rank(left) - rank(right));
}

const ofComponents = ({ components }: Things): readonly Found[] =>
  components
    .filter(({ status }) => status === 'DOWN')
    .map(({ component, detail }) => ({
      alarm: `COMPONENT_DOWN ${component}`,
      severity: 'CRITICAL',
      sentence:
        detail ??
        text(
          `A component (${component}) does not work; read its log.`,
          `구성 요소(${component})가 동작하지 않습니다. 로그를 확인하십시오.`,
        ),
    }));

function ofTrades({ paidAtRest, late }: Things): readonly Found[] {
  const found: Found[] = [];
  if (paidAtRest > 0) {
    found.push({
      alarm: 'PAID_AT_REST',
      severity: 'CRITICAL',
      sentence: text(
        `Trades are paid and not settled (${paidAtRest}); the depository settles them now.`,
        `이체가 끝났으나 결제되지 않은 거래(${paidAtRest})가 있습니다. 예탁결제원에서 결제하십시오.`,
      ),
    });
  }
  if (late > 0) {
    found.push({
      alarm: 'TRADES_LATE',
      severity: 'WARN',
      sentence: text(
        `Trades are not final after their cut-off (${late}); ask for each why it is not settled.`,
        `마감 후에도 끝나지 않은 거래(${late})가 있습니다. 거래별로 미결제 사유를 확인하십시오.`,
      ),
    });
  }
  return found;
}

const ofQueues = (queues: readonly Queue[]): readonly Found[] =>
  queues
    .filter(({ depth, limit }) => depth >= limit * QUEUE_NEAR_FULL)
    .map(({ queue, depth, limit }) => ({
      alarm: `QUEUE_NEAR_FULL ${queue}`,
      severity: 'WARN',
      sentence: text(
        `A queue is near full (${queue}: ${depth} of ${limit}); see which stage has become slow.`,
        `대기열(${queue})이 거의 찼습니다(${limit} 중 ${depth}). 느려진 단계를 확인하십시오.`,
      ),
    }));

const ofReadModels = (progress: readonly Progress[]): readonly Found[] =>
  progress
    // The lag is of the last block that came: where none is missing it is over.
    .filter(({ behind }) => behind > 0)
    .filter((each) => each.behind > READ_MODEL_BEHIND_BLOCKS || each.lagMs > READ_MODEL_LAG_MS)
    .map(({ institution, behind }) => ({
      alarm: `READ_MODEL_BEHIND ${institution}`,
      severity: 'WARN',
      sentence: text(
        `Lists lag behind the ledger (${institution}: ${behind} blocks); steps are not affected.`,
        `조회 자료가 원장보다 뒤처져 있습니다(${institution}: 블록 ${behind}개). 단계 처리는 정상입니다.`,
      ),
    }));

function ofCertificates({ certificates }: Things, now: Date): readonly Found[] {
  return certificates.flatMap(({ institution, notAfter }): Found[] => {
    const days = Math.floor((Date.parse(`${notAfter}T23:59:59Z`) - now.getTime()) / DAY_MS);
    if (days > CERTIFICATE_DAYS) return [];
    return [
      {
        alarm: `CERTIFICATE_EXPIRING ${institution}`,
        severity: days < 0 ? 'CRITICAL' : 'WARN',
        sentence: text(
          `A signing key runs out (${institution}, ${notAfter}); register a new key before that.`,
          `서명 키의 인증서가 만료됩니다(${institution}, ${notAfter}). 그 전에 새 키를 등록하십시오.`,
        ),
      },
    ];
  });
}

function ofDisk({ disk: { freePart } }: Things): readonly Found[] {
  if (freePart >= DISK_FREE_PART) return [];
  const percent = `${Math.round(freePart * 100)} %`;
  return [
    {
      alarm: 'DISK_NEARLY_FULL',
      severity: freePart < DISK_FREE_CRITICAL_PART ? 'CRITICAL' : 'WARN',
      sentence: text(
        `The disk is nearly full (${percent} free); add room before the ledger stops.`,
        `디스크가 거의 찼습니다(여유 ${percent}). 원장이 멈추기 전에 공간을 늘리십시오.`,
      ),
    },
  ];
}

/** Remembers since when each alarm has been there. */
export class AlarmClock {
  #since = new Map<string, string>();

  timed(found: readonly Found[], now: Date): readonly Alarm[] {
    const moment = now.toISOString();
    const before = this.#since;
    this.#since = new Map(found.map(({ alarm }) => [alarm, before.get(alarm) ?? moment]));
    return found.map((each) => ({ ...each, since: this.#since.get(each.alarm) ?? moment }));
  }
}
