import { defineConfig } from "vitest/config";

// Tests run from src: the "source" export condition of every workspace package points there.
export default defineConfig({
  resolve: { conditions: ["source", "module", "node", "default"] },
  ssr: { resolve: { conditions: ["source", "module", "node", "default"] } },
  test: {
    include: ["{libs,services,apps}/*/src/**/*.spec.ts", "test/**/*.spec.ts"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    // Without this, workspace packages count as dependencies and are loaded by Node itself, from dist.
    server: { deps: { inline: [/^@berth\//, /\/(libs|services|apps)\/[^/]+\/src\//] } },
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
