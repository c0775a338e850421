import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";

it("the generated client is that of prisma/schema.prisma (else: sh tools/prepare.sh)", async () => {
  const schema = await readFile(new URL("../prisma/schema.prisma", import.meta.url), "utf8");
  const client = await readFile(new URL("gen/internal/class.ts", import.meta.url), "utf8");
  const [, inlined = '""'] = /"inlineSchema": (".*"),?$/m.exec(client) ?? [];
  expect(JSON.parse(inlined)).toBe(schema);
});
