import { VersionConflict } from "@/lib/errors";
import { versionSchema } from "@/lib/fields/version";
import { assertVersion, formVersion } from "@/lib/form/version";

const SHOWN = { firstName: "Anna", lastName: "" };

function conflictOf(seen: string, version: number, now: Record<string, string>) {
  try {
    assertVersion(seen, version, now);
    return null;
  } catch (error) {
    if (!(error instanceof VersionConflict)) throw error;
    return error.current;
  }
}

test("has a form that the schema takes, whatever the order of the fields", () => {
  const version = formVersion(7, SHOWN);
  expect(versionSchema.parse(version)).toBe(version);
  expect(formVersion(7, { lastName: "", firstName: "Anna" })).toBe(version);
  expect(formVersion(7, { firstName: "", lastName: "Anna" })).not.toBe(version);
});

test("what is still as it was shown can be saved, even if something else in the row has changed", () => {
  expect(conflictOf(formVersion(7, SHOWN), 7, SHOWN)).toBeNull();
  expect(conflictOf(formVersion(7, SHOWN), 9, SHOWN)).toBeNull();
});

test("what another user changed is shown, with the version that lets it be saved anyway", () => {
  const now = { ...SHOWN, firstName: "Anne" };
  const current = conflictOf(formVersion(7, SHOWN), 8, now);
  expect(current).toEqual({ version: formVersion(8, now), values: now });
  expect(conflictOf(current?.version ?? "", 8, now)).toBeNull();
});

test.each(["", "7", "7.", ".0123456789abcdef", "x.0123456789abcdef", "7.0123456789abcde", "7.0123456789abcdef0"])(
  "%j is no version",
  (text) => {
    expect(versionSchema.safeParse(text).success).toBe(false);
  },
);
