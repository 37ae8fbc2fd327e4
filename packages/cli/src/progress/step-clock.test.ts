import { expect, it } from 'vitest';
import { StepClock } from './step-clock.js';

it('says how fast a step goes and how long it still takes', () => {
  const clock = new StepClock(1_000);
  expect(clock.update(0, 100, 1_000)).toMatchObject({ rate: 0, secondsLeft: undefined });
  expect(clock.update(25, 100, 1_500)).toMatchObject({ seconds: 0.5, rate: 50, secondsLeft: 1.5 });
  expect(clock.update(100, 100, 2_000)).toMatchObject({ seconds: 1, rate: 100, secondsLeft: 0 });
});

it('does not count the time between two rounds of a step', () => {
  const clock = new StepClock(0);
  clock.update(0, 10, 0);
  clock.update(10, 10, 1_000);
  clock.update(10, 20, 9_000);
  expect(clock.update(20, 20, 10_000)).toMatchObject({ seconds: 2, rate: 10 });
});
