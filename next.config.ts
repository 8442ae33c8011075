import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";
import { env } from "./lib/env";

// Reading the environment here makes a bad value stop the build, not the first request.
env();

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Native or worker-based packages that must be loaded by Node as they are, not bundled.
  serverExternalPackages: ["@electric-sql/pglite", "bcryptjs", "nodemailer", "pino", "piscina", "postgres", "sharp"],
  // No page has pictures to scale, so no one needs the route that does it.
  images: { unoptimized: true },
  // Titles are part of the first HTML for everyone: streamed in later, they would need JavaScript.
  htmlLimitedBots: /.*/,
  // Types are checked by `npm test`; the first start of a new installation should not wait for them.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    // The largest bound of lib/server/body-limits.ts, which stands before Next and has bodies counted where they come in.
    serverActions: { bodySizeLimit: "3mb" },
    proxyClientMaxBodySize: "3mb",
  },
  // proxy.ts sets the headers of everything else.
  headers: async () => [
    { source: "/_next/static/:path*", headers: [{ key: "X-Content-Type-Options", value: "nosniff" }] },
  ],
};

export default createNextIntlPlugin("./lib/request/intl-config.ts")(config);
