import { format } from "node:util";
import { jest } from "@jest/globals";
// Before anything reads it: the logger is made at its import, and would not be silent.
import "./test-env";

// A busy machine is slow, and that is no mistake: the limit is only for what never ends.
jest.setTimeout(600_000);

const printed: string[] = [];

// React, Next and our own code complain here about what no one would notice otherwise. A test that expects a complaint
// replaces this one with a spy of its own.
console.error = (...values: unknown[]) => {
  printed.push(format(...values));
};

afterEach(() => {
  const complaints = printed.splice(0);
  if (complaints.length > 0) throw new Error(`console.error was called:\n${complaints.join("\n")}`);
});
