const RightDate = Date;

/** Runs something while the process's clock is wrong by so many days; the database's own goes on as it is. */
export async function withWrongClock<T>(days: number, run: () => Promise<T>): Promise<T> {
  const offset = days * 86_400_000;
  class WrongDate extends RightDate {
    constructor(...parts: [] | [number | string | Date]) {
      if (parts.length === 0) super(RightDate.now() + offset);
      else super(...parts);
    }
    static override now() {
      return RightDate.now() + offset;
    }
  }
  globalThis.Date = WrongDate as DateConstructor;
  try {
    return await run();
  } finally {
    globalThis.Date = RightDate;
  }
}
