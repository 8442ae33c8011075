import { join } from "node:path";
import type { NextConfig } from "next";

/** The framework and nothing else, built as the product is. */
const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: join(process.cwd(), "..", "..", "..") },
};

export default config;
