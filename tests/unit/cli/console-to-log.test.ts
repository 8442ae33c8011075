import { jest } from "@jest/globals";
import { sendConsoleToLog } from "@/lib/cli/console-to-log";
import { log } from "@/lib/log";
import { markLogged } from "@/lib/logged-errors";

const printed = { ...console };
afterEach(() => {
  Object.assign(console, printed);
  jest.restoreAllMocks();
});

test("a warning about an error says what it is, without its stack", () => {
  const warn = jest.spyOn(log, "warn").mockImplementation(() => undefined);
  sendConsoleToLog();
  console.warn(new Error("Invalid Server Actions request."));
  console.warn("forwarding failed", new Error("no such action"));
  expect(warn.mock.calls).toEqual([
    [{}, "Invalid Server Actions request."],
    [{}, "forwarding failed no such action"],
  ]);
});

test("an error that is printed comes with its stack, once", () => {
  const error = jest.spyOn(log, "error").mockImplementation(() => undefined);
  sendConsoleToLog();
  const failure = new Error("broken");
  console.error("it failed", failure);
  markLogged(failure);
  console.error(failure);
  expect(error.mock.calls).toEqual([[{ err: failure }, "it failed"]]);
});
