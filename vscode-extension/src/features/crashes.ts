// What is done when the server ends without having been asked to.

/** After how many crashes within how long nothing is started any more. */
export const limits = { crashes: 5, withinMs: 3 * 60_000 };

/** Counts crashes and says how long to wait before the next start. */
export class Crashes {
  private times: number[] = [];

  constructor(private readonly now: () => number = Date.now) {}

  /** Notes a crash. Answers the milliseconds to wait before the next start, or undefined where it crashes too often. */
  next(): number | undefined {
    const now = this.now();
    this.times = [...this.times.filter(time => now - time < limits.withinMs), now];
    if (this.times.length >= limits.crashes) {
      return undefined;
    }
    // At once after the first, then 1 s, 2 s, 4 s: a server that dies at start must not keep the machine busy.
    return this.times.length === 1 ? 0 : 1000 * 2 ** (this.times.length - 2);
  }

  /** Forgets all crashes: a person started it again. */
  reset(): void {
    this.times = [];
  }
}
