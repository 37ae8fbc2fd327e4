import { STEPS } from '@bondledger/domain';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../output/width.js';
import { barText } from './progress.js';

describe('a bar', () => {
  const pace = { done: 774, total: 1548, seconds: 0.5, rate: 1548, secondsLeft: 0.5 };

  it('has count, share, rate and time left', () => {
    expect(barText('SUBMIT', 0.5, pace, 'en')).toBe(
      'Submit             ████████░░░░░░░░     774/1,548  50%   1,548/s 1 s left',
    );
    expect(barText('SUBMIT', 0.5, pace, 'ko')).toBe(
      '매매자료 제출      ████████░░░░░░░░     774/1,548  50% 1,548건/초 1초 남음',
    );
  });

  it('ends with the time that it took', () => {
    const done = { done: 1548, total: 1548, seconds: 1.234, rate: 1254, secondsLeft: 0 };
    expect(barText('SETTLE', 1, done, 'en')).toMatch(/█{16} +1,548\/1,548 100% +1,254\/s 1\.23 s$/);
  });

  it.each(['en', 'ko'] as const)('fits on a terminal of 80 columns in %s', (language) => {
    const large = { done: 15_480, total: 15_480, seconds: 99.99, rate: 12_345, secondsLeft: 99 };
    for (const step of [...STEPS, 'SET_DAY', 'EXPIRE/FAIL', 'BLOCKS', 'TRADES']) {
      for (const each of [large, { ...large, done: 15_479 }]) {
        const text = barText(step, 1, each, language);
        expect(displayWidth(text), text).toBeLessThanOrEqual(80);
      }
    }
  });
});
