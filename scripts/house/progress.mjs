/** A line on stderr for work that takes its time; stdout is left to the command itself. */

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const SHOWN_AFTER_MS = 300;

/**
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProgress(title, work) {
  const terminal = process.stderr.isTTY === true;
  const begun = performance.now();
  const seconds = () => Math.floor((performance.now() - begun) / 1000);
  let frame = 0;
  const draw = () => {
    const mark = FRAMES[frame % FRAMES.length];
    frame += 1;
    process.stderr.write(`\r\u001b[2K${mark} ${title} ${seconds()}s`);
  };
  // Where nothing moves on a screen, one line is enough.
  const first = setTimeout(
    () => (terminal ? draw() : process.stderr.write(`${title} ...\n`)),
    SHOWN_AFTER_MS,
  );
  const timer = setInterval(() => terminal && frame > 0 && draw(), 120);
  try {
    return await work();
  } finally {
    clearTimeout(first);
    clearInterval(timer);
    if (frame > 0) process.stderr.write('\r\u001b[2K');
  }
}
