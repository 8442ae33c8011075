/** One transform for everything: TypeScript and JSX to ES modules. Types are checked by `npm run types`. */
const base = {
  // Kept with the clone, so that it outlives a restart of the machine.
  cacheDirectory: "<rootDir>/node_modules/.cache/jest",
  extensionsToTreatAsEsm: [".ts", ".tsx"],
  moduleNameMapper: { "^@/(.*)$": "<rootDir>/$1" },
  modulePathIgnorePatterns: ["<rootDir>/.next"],
  setupFilesAfterEnv: ["<rootDir>/tests/support/every-test.ts"],
  transform: {
    "\\.tsx?$": [
      "@swc/jest",
      {
        jsc: {
          target: "es2023",
          parser: { syntax: "typescript", tsx: true },
          transform: { react: { runtime: "automatic" } },
          experimental: { keepImportAttributes: true },
        },
        module: { type: "es6" },
      },
    ],
  },
};

const server = { ...base, testEnvironment: "node" };

/**
 * The integration suites run on PGlite, and once more on Postgres where there is one (tests/support/test-database.ts).
 * "isolation" needs the production build, so `npm test` runs it after the others.
 */
export default {
  projects: [
    {
      ...server,
      displayName: "server",
      testMatch: ["<rootDir>/tests/*.test.ts", "<rootDir>/tests/{unit,integration}/**/*.test.ts"],
    },
    {
      ...base,
      displayName: "ui",
      testEnvironment: "jsdom",
      testMatch: ["<rootDir>/tests/ui/**/*.test.tsx"],
    },
    {
      ...server,
      displayName: "isolation",
      testMatch: ["<rootDir>/tests/isolation/**/*.test.ts"],
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
