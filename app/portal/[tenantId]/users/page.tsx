import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openTenant, queryId } from "@/app/open-tenant";
import { KeyPager } from "@/components/ui/key-pager";
import { SELECTION_FORM, UserSelection } from "@/components/user-batches/user-selection";
import { FirstUserHint } from "@/components/users/first-user-hint";
import { NoMatchingUsers } from "@/components/users/no-matching-users";
import { UserCreated } from "@/components/users/user-created";
import { UserFilterForm } from "@/components/users/user-filter-form";
import { UsersHeader } from "@/components/users/users-header";
import { UsersTable } from "@/components/users/users-table";
import { can } from "@/lib/access/can";
import { rolesIn } from "@/lib/access/roles";
import { creationsOf } from "@/lib/access/sections";
import { actionsOn } from "@/lib/access/users";
import { foundOr404 } from "@/lib/found-or-404";
import { listUsers } from "@/lib/users/list-users";
import { USER_LIST } from "@/lib/users/model";
import { findJustCreated } from "@/lib/users/queries";
import { selectUsersAction } from "./batch/actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("users"))("title") };
}

export default async function UsersPage({ params, searchParams }: PageProps<"/portal/[tenantId]/users">) {
  const { actor, tenant } = await openTenant("management_portal", params);
  const query = await searchParams;
  const state = USER_LIST.parse(query);
  const created = await foundOr404(findJustCreated(actor, tenant.id, queryId(query.created)));
  const asked = { ...state, after: queryId(query.after), around: created?.id };
  const { users, earlier, next } = await foundOr404(listUsers(actor, tenant.id, asked));
  const list = await getTranslations("list");
  const base = `/portal/${tenant.id}/users`;
  const address = (more = {}) => `${base}${USER_LIST.query(state, more)}`;
  const filtered = Object.keys(state.filter).length > 0;
  const [first] = users;
  const alone = !filtered && !earlier && users.every(({ id }) => id === actor.userId);
  const mayCreate = creationsOf(actor, tenant).includes("user");
  const menu = can(actor, "user.disable", tenant);
  return (
    <>
      {created && <UserCreated tenantId={tenant.id} user={created} />}
      <UsersHeader
        tenantName={tenant.name}
        importHref={mayCreate ? `${base}/import` : undefined}
        csvHref={first && `${base}/csv${USER_LIST.query(state)}`}
      />
      <UserFilterForm action={base} state={state} roles={rolesIn(tenant.kind)} />
      {first && (
        <UserSelection
          tenantId={tenant.id}
          query={USER_LIST.query(state)}
          action={menu ? selectUsersAction : undefined}
        >
          <UsersTable
            {...{ tenant, users, state, created: created?.id }}
            actionsOn={menu ? (user) => actionsOn(actor, user, tenant) : undefined}
            selectionForm={menu ? SELECTION_FORM : undefined}
          />
        </UserSelection>
      )}
      <KeyPager
        label={list("pages")}
        first={earlier ? { href: address(), label: list("firstPage") } : undefined}
        next={next ? { href: address({ after: next }), label: list("nextPage") } : undefined}
      />
      {!first && filtered && <NoMatchingUsers action={base} state={state} />}
      {alone && <FirstUserHint tenant={tenant} who={first ? "alone" : "empty"} mayCreate={mayCreate} />}
    </>
  );
}
