/**
 * Which element of the document shows which row. A row that comes into sight takes the element of
 * one that has left it: words change, and nothing is made or removed, which costs a page several
 * times as much.
 */
export class RowSlots {
  #slots: ReadonlyMap<number, number> = new Map();
  #made = 0;

  /**
   * The slot of each row in sight: its own if it had one, else the first that is free in the order
   * of the document, so that a jump moves no element.
   *
   * @param rows in the order of the document.
   */
  of(rows: readonly number[]): ReadonlyMap<number, number> {
    const inSight = new Set(rows);
    const free = [...this.#slots].filter(([row]) => !inSight.has(row)).map(([, slot]) => slot);
    const slots = new Map<number, number>();
    for (const row of rows) slots.set(row, this.#slots.get(row) ?? free.shift() ?? this.#made++);
    this.#slots = slots;
    return slots;
  }
}
