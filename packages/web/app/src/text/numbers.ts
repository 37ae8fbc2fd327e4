const COUNTED = /(?<![\d.,])(\d[\d,]*)((?: \p{L}+)*? )(\p{L}+)\[(s|y)\]/gu;

/** `1 trade[s]` becomes 1 trade, `2 trade[s]` 2 trades; `entr[y]` becomes entry or entries. */
export const withNumbers = (text: string): string =>
  text.replace(COUNTED, (_, number: string, between: string, word: string, end: string) => {
    const one = end === 's' ? word : `${word}y`;
    const many = end === 's' ? `${word}s` : `${word}ies`;
    return `${number}${between}${number === '1' ? one : many}`;
  });
