import { mock } from 'node:test';

/** Holds the time still. Promises go on: what they wait for is done between the steps. */
export const stopClock = () => {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: 1_767_225_600_000 });
};

export const startClock = () => mock.timers.reset();

/** Lets everything that is due now happen. */
export const settle = async () => {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
};

/** Moves the time on in small steps, so that timers that timers start are on time too. */
export const pass = async (ms) => {
  await settle();
  for (let gone = 0; gone < ms; gone += 10) {
    mock.timers.tick(Math.min(10, ms - gone));
    await settle();
  }
};
