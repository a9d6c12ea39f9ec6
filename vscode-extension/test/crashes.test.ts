import { expect, it } from 'vitest';
import { Crashes, limits } from '../src/features/crashes';

it('waits longer after each crash and gives up at last', () => {
  const crashes = new Crashes(() => 0);
  expect([1, 2, 3, 4, 5].map(() => crashes.next())).toEqual([0, 1000, 2000, 4000, undefined]);
});

it('forgets what is long ago', () => {
  let now = 0;
  const crashes = new Crashes(() => now);
  for (let i = 0; i < 20; i++) {
    expect(crashes.next()).toBe(0);
    now += limits.withinMs;
  }
});

it('begins anew when a person starts the server', () => {
  const crashes = new Crashes(() => 0);
  crashes.next();
  crashes.next();
  crashes.reset();
  expect(crashes.next()).toBe(0);
});
