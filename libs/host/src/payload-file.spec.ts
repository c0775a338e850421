import { mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writePayloadFile } from "./payload-file.js";

let root: string;
let local: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "berth-payload-"));
  local = join(root, "local");
  mkdirSync(local);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const payload = Buffer.from("hello\0world").toString("base64");

describe("the payload's file", () => {
  it("holds the bytes, in directories that are made for it, each time anew", async () => {
    await writePayloadFile(local, "in/put.bin", payload);
    await writePayloadFile(local, "in/put.bin", Buffer.from("second").toString("base64"));
    expect(readFileSync(join(local, "in/put.bin"), "utf8")).toBe("second");
    expect(readdirSync(join(local, "in"))).toEqual(["put.bin"]);
  });

  it("replaces a link and does not write through it", async () => {
    writeFileSync(join(root, "precious"), "precious");
    symlinkSync(join(root, "precious"), join(local, "payload"));
    await writePayloadFile(local, "payload", payload);
    expect(readFileSync(join(root, "precious"), "utf8")).toBe("precious");
    expect(readFileSync(join(local, "payload"), "utf8")).toBe("hello\0world");
  });

  it("never lands outside", async () => {
    mkdirSync(join(root, "elsewhere"));
    symlinkSync(join(root, "elsewhere"), join(local, "in"));
    await expect(writePayloadFile(local, "in/payload", payload)).rejects.toThrow("leads out of the task's local directory");
    await expect(writePayloadFile(local, "../payload", payload)).rejects.toThrow("leads out of the task's local directory");
    expect(readdirSync(join(root, "elsewhere"))).toEqual([]);
  });
});
