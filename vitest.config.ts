import { defineConfig, type ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = defineConfig({
  test: {
    include: ["packages/*/src/**/*.test.ts", "tools/**/*.test.ts"],
    pool: "threads",
    isolate: false,
    // Ends what hangs; a slow machine is no failure.
    testTimeout: 900_000,
  },
});
export default config;
