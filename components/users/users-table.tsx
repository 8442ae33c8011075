import { useTranslations } from "next-intl";
import { ListTable } from "@/components/list/list-table";
import { bitsOf, gatherWords, type ListColumn, type Row, type Sort } from "@/components/list/model";
import { useMomentCells } from "@/components/list/use-moment-cells";
import { Card } from "@/components/ui/card";
import { BATCH_USER_FIELD } from "@/lib/user-batches/model";
import type { UserSummary } from "@/lib/users/model";
import { USER_LIST, type UserListState } from "@/lib/users/model";
import { LIFE_CYCLE_ACTIONS, type LifeCycleAction } from "@/lib/vocabulary";
import { useRoleWords } from "./use-role-words";
import { USER_STATUS_TONES } from "./user-status-badge";

type UsersTableProps = {
  tenant: { id: number; name: string };
  users: readonly UserSummary[];
  /** The list's filter and order. */
  state: UserListState;
  /** The user who has just been created. */
  created?: number;
  /** What the reader can do to a user; left out for users who can only look. */
  actionsOn?: (user: UserSummary) => readonly LifeCycleAction[];
  /** The ID of the form that takes the checked users; left out for users who can only look. */
  selectionForm?: string;
};

const ACTION_LABELS = {
  "user.resend_activation": "resend_activation",
  "user.reset_password": "reset_password",
  "user.reset_two_factor": "reset_two_factor",
  "user.enable": "enable",
  "user.disable": "disable",
  "user.recover": "recover",
  "user.delete": "delete",
  "user.remove": "remove",
} as const satisfies Record<LifeCycleAction, string>;

/** The "Users" tab's list. The email has a column where one differs from its login. */
export function UsersTable({ tenant, users, state, created, actionsOn, selectionForm }: UsersTableProps) {
  const t = useTranslations("users");
  const list = useTranslations("list");
  const batch = useTranslations("userBatch");
  const fields = useTranslations("fields");
  const common = useTranslations("common");
  const names = useTranslations("statuses");
  const moment = useMomentCells();
  const roles = useRoleWords();
  const statuses = gatherWords();
  const page = `/portal/${tenant.id}/users/#`;
  const menu = useMenu(page);
  const sort = (key: UserListState["sort"]["key"]): Sort => {
    const href = `/portal/${tenant.id}/users${USER_LIST.query(USER_LIST.sortedBy(state, key))}`;
    return state.sort.key === key ? [fields(key), href, state.sort.direction] : [fields(key), href];
  };
  const differs = users.some(({ login, email }) => email !== login);
  const columns: ListColumn[] = [
    { head: [sort("login"), sort("name")], kind: "two", rowHeader: true, href: page },
    ...(differs ? [{ head: fields("email"), from: "xl" } as const] : []),
    { head: fields("status"), kind: "word", words: statuses.words },
    { head: fields("role"), kind: "words", words: roles.words, from: "sm" },
    { head: t("columns.twoFactor"), kind: "word", words: [[common("off"), "muted"], [common("on")]], from: "xl" },
    { head: [sort("lastSignIn")], kind: "moment", from: "lg" },
    { head: [sort("created")], kind: "moment", from: "xl" },
  ];
  const rows = users.map((user): Row => {
    const { id, login, email, name, status, twoFactor, lastSignInAt, createdAt } = user;
    return [
      id,
      name ? [name, login] : [login],
      ...(differs ? [email === login ? "" : email] : []),
      statuses.of(names(status), USER_STATUS_TONES[status]),
      roles.of(user.roles),
      twoFactor ? 1 : 0,
      moment(lastSignInAt, "dayOnly") ?? t("never"),
      moment(createdAt, "dayOnly"),
      ...(actionsOn ? [bitsOf(LIFE_CYCLE_ACTIONS, actionsOn(user))] : []),
    ];
  });
  return (
    <Card flush>
      <ListTable
        caption={t("caption", { tenant: tenant.name })}
        columns={columns}
        rows={rows}
        none={list("none")}
        menu={actionsOn && menu}
        checks={
          selectionForm === undefined
            ? undefined
            : {
                form: selectionForm,
                name: BATCH_USER_FIELD,
                label: batch("select", { login: "#" }),
                all: batch("selectAll"),
              }
        }
        marked={created === undefined ? undefined : [created, list("new")]}
      />
    </Card>
  );
}

/**
 * Leads to where each action is explained and done. Without a fragment in the address: with one, browsers without JavaScript
 * would not put the focus on the message that follows.
 */
function useMenu(page: string) {
  const t = useTranslations("users.actions");
  const list = useTranslations("list");
  const actions = useTranslations("actions");
  return {
    head: list("actions"),
    label: t("menu", { login: "#" }),
    items: LIFE_CYCLE_ACTIONS.map(
      (action) => [actions(ACTION_LABELS[action]), action === "user.delete" ? `${page}/delete` : page] as const,
    ),
  };
}
