/** Where a text stops being JSON. The parser of the platform does not always say. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

const SPACE = /[ \t\n\r]*/y;
/** What may stand in a string, piece by piece: one pattern for all would try them over and over. */
const PLAIN = /[^"\\\u0000-\u001f]+/y;
const ESCAPED = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** Walks a text token by token, with a stack of its own: depth costs no call. */
class Walk {
  at = 0;
  readonly open: ('{' | '[')[] = [];
  /** Where the first name begins that its object has already. */
  twice: number | undefined;
  /** Of each open object; an array has none. */
  readonly #names: (Set<string> | undefined)[] = [];

  constructor(readonly text: string) {}

  take(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) return false;
    this.at += found[0].length;
    return true;
  }

  /** The next character after spaces. */
  peek(): string {
    this.take(SPACE);
    return this.text.charAt(this.at);
  }

  /** Takes the key and the colon of a member. */
  key(): boolean {
    if (this.peek() !== '"') return false;
    const begin = this.at;
    if (!this.string()) return false;
    this.#named(begin);
    if (this.peek() !== ':') return false;
    this.at += 1;
    return true;
  }

  #named(begin: number): void {
    const names = this.#names.at(-1);
    const name: unknown = JSON.parse(this.text.slice(begin, this.at));
    if (names === undefined || typeof name !== 'string') return;
    if (names.has(name)) this.twice ??= begin;
    names.add(name);
  }

  /** Takes a string whose quote is next, or as much of it as is well formed. */
  string(): boolean {
    this.at += 1;
    while (this.take(PLAIN) || this.take(ESCAPED));
    if (this.text.charAt(this.at) !== '"') return false;
    this.at += 1;
    return true;
  }

  /** Goes into objects and arrays to the first scalar or empty one; false where none begins. */
  value(): boolean {
    for (;;) {
      const next = this.peek();
      if (next === '"') return this.string();
      if (next !== '{' && next !== '[') return this.take(SCALAR);
      this.at += 1;
      this.open.push(next);
      this.#names.push(next === '{' ? new Set() : undefined);
      if (this.peek() === (next === '{' ? '}' : ']')) return true;
      if (next === '{' && !this.key()) return false;
    }
  }

  /** After a value: closes what is complete, or goes on to the next value. */
  next(): boolean {
    const inside = this.open.at(-1);
    const next = this.peek();
    if (next === (inside === '{' ? '}' : ']')) {
      this.at += 1;
      this.open.pop();
      this.#names.pop();
      return true;
    }
    if (next !== ',') return false;
    this.at += 1;
    return inside === '[' ? this.value() : this.key() && this.value();
  }
}

/** The place of the first character that no JSON can have there; undefined where all is JSON. */
export function findJsonFault(text: string): TextPlace | undefined {
  const { walk, isJson } = walked(text);
  return isJson ? undefined : placeOf(text, walk.at);
}

/** The place of the first name that stands twice in its object, in a text that is JSON. */
export function findNameTwice(text: string): TextPlace | undefined {
  const { twice } = walked(text).walk;
  return twice === undefined ? undefined : placeOf(text, twice);
}

function walked(text: string): { readonly walk: Walk; readonly isJson: boolean } {
  const walk = new Walk(text);
  let good = walk.value();
  while (good && walk.open.length > 0) good = walk.next();
  return { walk, isJson: good && walk.peek() === '' };
}

function placeOf(text: string, at: number): TextPlace {
  const before = text.slice(0, at);
  const lineStart = before.lastIndexOf('\n') + 1;
  return {
    line: before.split('\n').length,
    column: Array.from(before.slice(lineStart)).length + 1,
  };
}
