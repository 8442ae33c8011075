import { join } from "node:path";
import type { NextConfig } from "next";

/** The framework as the product uses it, and nothing else: what the browser loads for the empty page is its part of the weight. */
const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: join(process.cwd(), "..", "..", "..") },
};

export default config;
