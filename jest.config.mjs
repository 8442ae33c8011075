/** One transform for everything: TypeScript and JSX to ES modules. Types are checked by `npm run types`. */
const base = {
  extensionsToTreatAsEsm: [".ts", ".tsx"],
  moduleNameMapper: { "^@/(.*)$": "<rootDir>/$1" },
  modulePathIgnorePatterns: ["<rootDir>/.next"],
  transform: {
    "\\.tsx?$": [
      "@swc/jest",
      {
        jsc: {
          target: "es2023",
          parser: { syntax: "typescript", tsx: true },
          transform: { react: { runtime: "automatic" } },
        },
        module: { type: "es6" },
      },
    ],
  },
};

const server = { ...base, testEnvironment: "node" };

/** The integration suites run on PGlite, and once more on Postgres where there is one (tests/support/test-database.ts). */
export default {
  projects: [
    {
      ...server,
      displayName: "server",
      testMatch: ["<rootDir>/tests/unit/**/*.test.ts", "<rootDir>/tests/integration/**/*.test.ts"],
    },
    ...(process.env.TEST_DATABASE_URL
      ? [
          {
            ...server,
            displayName: "postgres",
            testMatch: ["<rootDir>/tests/integration/**/*.test.ts"],
            globals: { testDatabase: "postgres" },
          },
        ]
      : []),
  ],
};
