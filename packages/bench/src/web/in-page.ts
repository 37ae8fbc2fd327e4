/** What runs in the page itself, as text: the bench has no document. */

/** An expression that is true once the page has such an element. */
export const has = (selector: string): string =>
  `document.querySelector(${JSON.stringify(selector)}) !== null`;

/**
 * Resolves with the page's milliseconds at which an expression was first true of what is to be
 * seen: the frame of which it was true has been painted then.
 */
export const seen = (expression: string): string => `new Promise((resolve) => {
  const painted = () => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => resolve(performance.now());
    channel.port2.postMessage(0);
  };
  const look = () => {
    if (${expression}) requestAnimationFrame(painted);
    else requestAnimationFrame(look);
  };
  look();
})`;

/**
 * Keeps long tasks, slow events, when Enter was pressed, and the most rows of any frame, from the
 * first moment on.
 */
export const WATCH = `(() => {
  window.seen = { tasks: [], events: [], rows: 0 };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.tasks.push(duration);
  }).observe({ type: 'longtask' });
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) seen.events.push({ name, duration });
  }).observe({ type: 'event', durationThreshold: 16 });
  addEventListener('keydown', ({ code, timeStamp }) => {
    if (code === 'Enter') window.entered = timeStamp;
  }, true);
  const count = () => {
    seen.rows = Math.max(seen.rows, document.querySelectorAll('[role=row]').length);
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
})();`;

/** What WATCH has kept since the last time; it begins anew. */
export const TAKE = `(() => {
  const { seen } = window;
  window.seen = { tasks: [], events: [], rows: 0 };
  return seen;
})()`;

/** Of TAKE: milliseconds of tasks from 50 up, of events from 16 up. */
export interface Seen {
  readonly tasks: readonly number[];
  readonly events: readonly { readonly name: string; readonly duration: number }[];
  readonly rows: number;
}

/** Bytes over the wire, by kind of file. */
export const BYTES = `(() => {
  const of = (pattern) => performance.getEntriesByType('resource')
    .filter(({ name }) => pattern.test(name))
    .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
  return { script: of(/\\.js$/), style: of(/\\.css$/), fonts: of(/\\.woff2$/) };
})()`;

export interface Bytes {
  readonly script: number;
  readonly style: number;
  readonly fonts: number;
}

/** What the machine gives a page now: milliseconds of a fixed loop. */
export const LOOP = `(() => {
  const began = performance.now();
  let sum = 1;
  for (let at = 1; at < 20_000_000; at += 1) sum = (Math.imul(sum, 31) + at) | 0;
  return sum === 0 ? -1 : performance.now() - began;
})()`;

/** Resolves at the next frame's end, so that what was asked before has been drawn. */
export const FRAME = `new Promise((resolve) => {
  requestAnimationFrame(() => setTimeout(resolve));
})`;
