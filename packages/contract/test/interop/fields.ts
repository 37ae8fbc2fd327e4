/** What a vector is given and what it gives: strings, numbers and lists of them. */
export type Fields = Readonly<Record<string, unknown>>;
