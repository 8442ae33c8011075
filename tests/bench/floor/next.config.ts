import { join } from "node:path";
import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

/** The framework alone: our components on pages without sign-in. Only the benchmark builds and starts it. */
const config: NextConfig = {
  poweredByHeader: false,
  serverExternalPackages: ["postgres"],
  htmlLimitedBots: /.*/,
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: join(process.cwd(), "..", "..", "..") },
};

export default createNextIntlPlugin("./request.ts")(config);
