import { AppError } from "@/lib/errors";

/** A page of a list: whether the list begins before it, and after what it goes on; null at its end. */
type Page<Key> = { earlier: boolean; next: Key | null };

/**
 * All pages of a list from the first one on, for a file. Each is a transaction of its own: however slowly someone downloads, the
 * database waits for no one, and one page is all that is in memory.
 * @param rows what a page shows.
 * @param whenGone what to do when the row to go on from has been removed for good in the meantime: "fail", or "stop" where
 * everything after it went with it.
 * @throws AppError BUSY rather than begin again in the middle of the file.
 */
export async function* exportPages<Key, Shown extends Page<Key>, Row>(
  first: Shown,
  pageAfter: (key: NonNullable<Key>) => Promise<Shown>,
  rows: (page: Shown) => Row[],
  whenGone: "fail" | "stop" = "fail",
): AsyncGenerator<Row[]> {
  let page = first;
  yield rows(page);
  while (page.next !== null && page.next !== undefined) {
    page = await pageAfter(page.next);
    if (!page.earlier && whenGone === "stop") return;
    if (!page.earlier) throw new AppError("BUSY");
    yield rows(page);
  }
}
