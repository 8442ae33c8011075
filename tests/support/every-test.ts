import { format } from "node:util";
import { jest } from "@jest/globals";
// Before anything reads it: the logger is made at its import, and would not be silent.
import "./test-env";

// Two cores shared with others: what takes a second alone may take twenty here, and that is no mistake.
jest.setTimeout(60_000);

const printed: string[] = [];

// React, Next and our own code complain here about what nobody would notice otherwise. A test that expects a complaint
// replaces this one with a spy of its own.
console.error = (...values: unknown[]) => {
  printed.push(format(...values));
};

afterEach(() => {
  const complaints = printed.splice(0);
  if (complaints.length > 0) throw new Error(`console.error was called:\n${complaints.join("\n")}`);
});
