import { defineConfig, type ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = defineConfig({
  test: {
    include: ["packages/*/src/**/*.test.ts", "tools/**/*.test.ts"],
    pool: "threads",
    isolate: false,
    testTimeout: 120_000,
  },
});
export default config;
