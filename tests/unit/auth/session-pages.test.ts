import { signInPathFor } from "@/lib/auth/session-pages";
import { filesIn } from "../../support/schemas";

/** Pages that anyone may see; the mailbox of a machine, which asks for no session; and a step that leads on to where its address says. */
const OPEN_PAGES = /^app\/(?:\(auth\)|mailbox|\(start\)\/set-up-two-factor)\//;

const addressOf = (file: string) =>
  file
    .replace(/^app/, "")
    .replace(/\/(page\.tsx|route\.ts)$/, "")
    .replace(/\/\([^)]+\)/g, "")
    .replace(/\[[^\]]+\]/g, "12") || "/";

test("every page leads to signing in but those that are open", () => {
  const pages = filesIn("app", /\/page\.tsx$/);
  const rendered = pages.filter((file) => signInPathFor(addressOf(file), "") === null);
  expect(rendered).toEqual(pages.filter((file) => OPEN_PAGES.test(file)));
});

test("route handlers answer for themselves", () => {
  const handlers = filesIn("app", /\/route\.ts$/);
  expect(handlers.length).toBeGreaterThan(8);
  expect(handlers.filter((file) => signInPathFor(addressOf(file), "") !== null)).toEqual([]);
});

test.each([
  ["/", "", "/login"],
  ["/portal/12/users", "?search=a%26b", "/login?next=%2Fportal%2F12%2Fusers%3Fsearch%3Da%2526b"],
  ["/eula", "?next=%2Faccount", "/login?next=%2Feula%3Fnext%3D%252Faccount"],
])("%s%s leads to %s", (pathname, search, path) => {
  expect(signInPathFor(pathname, search)).toBe(path);
});

test.each(["/portals", "/icon.svg", "/nothing", "/login", "/login/password", "/api/health", "/activate/x"])(
  "%s is answered as it is",
  (pathname) => {
    expect(signInPathFor(pathname, "")).toBeNull();
  },
);
