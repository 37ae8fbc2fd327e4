/** Disjoint groups of the numbers 0 to size - 1, joined two at a time (union-find). */
export class Groups {
  readonly #parents: number[];

  constructor(size: number) {
    this.#parents = Array.from({ length: size }, (_, index) => index);
  }

  /** The number that stands for the group of a member: the smallest of the group. */
  find(member: number): number {
    let root = member;
    for (let parent = this.#parent(root); parent !== root; parent = this.#parent(root)) {
      // Halving the path keeps later look-ups short.
      this.#parents[root] = this.#parent(parent);
      root = parent;
    }
    return root;
  }

  join(a: number, b: number): void {
    const first = this.find(a);
    const second = this.find(b);
    if (first < second) this.#parents[second] = first;
    else this.#parents[first] = second;
  }

  /** The items of every group, where item n is member n; both in ascending order. */
  pick<T>(items: readonly T[]): readonly (readonly T[])[] {
    const groups = new Map<number, T[]>();
    for (const [index, item] of items.entries()) {
      const root = this.find(index);
      const group = groups.get(root);
      if (group === undefined) groups.set(root, [item]);
      else group.push(item);
    }
    return [...groups.values()];
  }

  #parent(member: number): number {
    const parent = this.#parents[member];
    if (parent === undefined) throw new RangeError('a member of no group');
    return parent;
  }
}
