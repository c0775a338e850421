import { defineConfig } from "vitest/config";

// Tests run from src: the "source" export condition of every workspace package points there.
export default defineConfig({
  resolve: { conditions: ["source", "module", "node", "default"] },
  ssr: { resolve: { conditions: ["source", "module", "node", "default"] } },
  test: {
    include: ["{libs,services,apps}/*/src/**/*.spec.ts", "test/**/*.spec.ts"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
