/**
 * What comes, and a sign of life wherever nothing came for some time: who listens knows that the
 * connection stands.
 */
export async function* withSignsOfLife<T>(
  source: AsyncIterable<T>,
  everyMs: number,
  sign: T,
): AsyncGenerator<T, void, undefined> {
  const pieces = source[Symbol.asyncIterator]();
  let coming = pieces.next();
  try {
    for (;;) {
      const piece = await within(coming, everyMs);
      if (piece === undefined) {
        yield sign;
        continue;
      }
      if (piece.done === true) return;
      yield piece.value;
      coming = pieces.next();
    }
  } finally {
    coming.catch(() => undefined);
    void pieces.return?.().catch(() => undefined);
  }
}

async function within<T>(coming: Promise<T>, milliseconds: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([coming, late]);
  } finally {
    clearTimeout(timer);
  }
}
