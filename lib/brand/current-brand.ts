import { and, eq, isNull, sql } from "drizzle-orm";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { asSystem } from "@/db";
import { tokens, users } from "@/db/tables";
import { currentSession } from "@/lib/auth/current-actor";
import { linkOfPath } from "@/lib/auth/tokens";
import { hostNameOf } from "@/lib/brand/schema";
import { PATH_HEADER } from "@/lib/http/security-headers";
import { log } from "@/lib/log";
import type { Brand } from "./model";
import { brandAt, brandOfHost } from "./queries";

/** Pages for the operator of the installation, which no customer sees. */
const OWN_PAGES = /^\/mailbox(\/|\?|$)/;

/**
 * The brand of the page being made, once a request; null for Backstay's own look. It decides how a page looks and nothing else,
 * so that without it the page is still there.
 */
export const currentBrand = cache(async (): Promise<Brand | null> => {
  try {
    return await findBrand();
  } catch (error) {
    unstable_rethrow(error);
    log.warn({ err: error }, "the brand of a page could not be loaded");
    return null;
  }
});

/** What the product is called on the page being made. */
export async function currentProductName(): Promise<string> {
  return (await currentBrand())?.productName ?? (await getTranslations("common"))("productName");
}

async function findBrand(): Promise<Brand | null> {
  const list = await headers();
  const path = list.get(PATH_HEADER) ?? "/";
  if (OWN_PAGES.test(path)) return null;
  const invited = await brandOfLink(path);
  if (invited) return invited.brand;
  const session = await currentSession();
  // Read along with the session, since every page needs both.
  if (session) return session.look as Brand | null;
  return brandOfHost(hostNameOf(list.get("host")));
}

/** On the pages of links the brand is that of the recipient. A link of a disabled account says nothing about it. */
async function brandOfLink(path: string): Promise<{ brand: Brand | null } | undefined> {
  const link = linkOfPath(path);
  if (!link) return undefined;
  const [row] = await asSystem("brand", (tx) =>
    tx
      .select({ brand: brandAt(users.tenantPath) })
      .from(tokens)
      .innerJoin(users, eq(users.id, tokens.userId))
      .where(
        and(
          eq(tokens.id, link.tokenId),
          eq(tokens.purpose, link.purpose),
          isNull(users.disabledAt),
          isNull(users.deletedAt),
          sql`tenant_is_open(${users.tenantPath})`,
        ),
      ),
  );
  return row;
}
