/** @jest-environment jsdom */
import "./browser-globals";
import { expect, test } from "@jest/globals";
import { screen } from "@testing-library/react";
import { UserSettings } from "@/components/users/user-facts";
import type { UserSummary } from "@/lib/users/model";
import { pattern } from "../support/words";
import { renderWithWords } from "./render";

const show = (roles: UserSummary["roles"]) => renderWithWords(<UserSettings on={["reports"]} roles={roles} />);
const remark = pattern("notifications.withoutRole");

test("the settings of a user who gets none of these emails say so", () => {
  show({ backup: "backup_user" });
  expect(screen.getByText(remark)).toBeTruthy();
});

test("of others they do not", () => {
  show({ management_portal: "readonly_admin" });
  expect(screen.queryByText(remark)).toBeNull();
});
