/** The scripts speak Korean where the terminal does, and English elsewhere. */
const { LC_ALL, LC_MESSAGES, LANG } = process.env;
const locale = LC_ALL || LC_MESSAGES || LANG || '';

/**
 * @param {string} korean
 * @param {string} english
 */
export const say = (korean, english) => (/^ko/i.test(locale) ? korean : english);
