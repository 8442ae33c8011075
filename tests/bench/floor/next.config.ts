import { join } from "node:path";
import type { NextConfig } from "next";

/** The floor: bare pages of the same framework. Only the benchmark builds and starts it. */
const config: NextConfig = {
  poweredByHeader: false,
  serverExternalPackages: ["postgres"],
  htmlLimitedBots: /.*/,
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: join(process.cwd(), "..", "..", "..") },
};

export default config;
