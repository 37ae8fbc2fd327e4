import { texts } from './language.js';

/** Short notes on stderr beside a result. */
export const NOTE_TEXTS = texts({
  usingData: {
    en: (path: string) => `Ledger: ${path}`,
    ko: (path: string) => `원장: ${path}`,
  },
});
