import sharp from "sharp";
import { libraryAtFault } from "@/lib/cli/library-at-fault";

function thrownAt(...frames: string[]): Error {
  const error = new TypeError("Cannot read properties of null (reading 'write')");
  error.stack = [String(error), ...frames.map((frame) => `    at ${frame}`)].join("\n");
  return error;
}

test.each([
  ["postgres", "Immediate.nextWrite (file:///srv/node_modules/postgres/src/connection.js:255:22)"],
  ["nodemailer", "SMTPConnection.login (/srv/node_modules/nodemailer/lib/smtp-connection/index.js:1889:27)"],
  ["sharp", "/srv/.next/node_modules/sharp-0123456789abcdef/lib/output.js:1:1"],
])("an error out of %s is that library's, below Node's own frames", (library, frame) => {
  const error = thrownAt("Socket.write (node:net:1:1)", frame, "start (/srv/lib/cli/start.ts:1:1)");
  expect(libraryAtFault(error)).toBe(library);
});

test("a real error of sharp is sharp's", () => {
  let error: unknown;
  try {
    sharp({ density: -1 } as never).resize("wide" as never);
  } catch (caught) {
    error = caught;
  }
  expect(libraryAtFault(error)).toBe("sharp");
});

test.each([
  [
    "our code, called by a library",
    thrownAt("send (/srv/lib/email/x.ts:1:1)", "on (/srv/node_modules/nodemailer/a.js:1:1)"),
  ],
  ["another library", thrownAt("query (/srv/node_modules/@electric-sql/pglite/dist/index.js:1:1)")],
  ["a library within ours that is not the same", thrownAt("x (/srv/node_modules/sharp/node_modules/semver/a.js:1:1)")],
  ["an error without frames that names one", new Error("nextWrite postgres")],
  ["no error", "node_modules/postgres/"],
])("%s: none of them is at fault", (_what, error) => {
  expect(libraryAtFault(error)).toBeNull();
});
