import type { HealthyInstance } from "@berth/ports/registry";
import { type RenderedFile, RenderedTextRefused } from "@berth/ports/rendered-file";
import { afterEach, beforeEach, expect, it } from "vitest";
import { linesInto } from "./testing/collected-lines.js";
import { MemoryRegistry } from "./testing/memory-registry.js";
import { SteppedClock } from "./testing/stepped-clock.js";
import { type RenderReport, TemplateRenderer } from "./template-renderer.js";

class MemoryFile implements RenderedFile {
  readonly source = "web.ctmpl";
  readonly destination = "web.cfg";
  text = '{{range service "web"}}{{.Port}} {{end}}';
  content = "";
  written: string[] = [];
  reloads = 0;
  refuses = false;
  failsReload = false;
  private isTold = true;

  async template(): Promise<string> {
    return this.text;
  }

  async write(text: string): Promise<"written" | "unchanged"> {
    if (this.refuses) throw new RenderedTextRefused("line 1: bad");
    if (text === this.content) return this.isTold ? "unchanged" : "written";
    [this.content, this.isTold] = [text, false];
    this.written.push(text);
    return "written";
  }

  async reload(): Promise<void> {
    if (this.failsReload) throw new Error("the reload command ended with 1");
    this.reloads++;
    this.isTold = true;
  }
}

const web = (port: number): HealthyInstance => ({ node: "n", id: `w${port}`, name: "web", address: "10.0.0.1", port, tags: [], meta: {} });

let clock: SteppedClock;
let registry: MemoryRegistry;
let file: MemoryFile;
let keys: Map<string, string>;
let passes: RenderReport[];
let stop: AbortController;
let loop: Promise<void>;

beforeEach(() => {
  [clock, registry, file, keys, passes, stop] = [new SteppedClock(), new MemoryRegistry(), new MemoryFile(), new Map(), [], new AbortController()];
  const answers = { value: async (path: string) => keys.get(path) ?? null };
  const parts = { file, registry, keys: answers, clock, logger: linesInto([]), onPass: (report: RenderReport) => void passes.push(report) };
  loop = new TemplateRenderer(parts).run(stop.signal);
});

afterEach(async () => {
  stop.abort();
  await loop;
});

it("writes and reloads when the text changed, and only then", async () => {
  await clock.pass(100);
  registry.change([web(1), web(2)]);
  await clock.pass(500);
  expect(file.content).toBe("1 2 ");
  const { reloads } = file;
  registry.change([web(1), web(2)]);
  await clock.pass(60_000);
  expect(file.reloads).toBe(reloads);
  expect(passes.at(-1)?.kind).toBe("unchanged");
});

it("keeps the last instances for a while when suddenly there are none", async () => {
  registry.instances = [web(1)];
  await clock.pass(11_000);
  registry.change([]);
  await clock.pass(9_000);
  expect(file.content).toBe("1 ");
  await clock.pass(2_000);
  expect(file.content).toBe("");
  registry.change([web(2)]);
  await clock.pass(500);
  expect(file.content).toBe("2 ");
});

it("lets a service come back before it was let go", async () => {
  registry.instances = [web(1)];
  await clock.pass(11_000);
  file.written.length = 0;
  registry.change([]);
  await clock.pass(5_000);
  registry.change([web(1)]);
  await clock.pass(60_000);
  expect(file.written).toEqual([]);
});

it("waits for quiet, but not for ever", async () => {
  await clock.pass(100);
  file.written.length = 0;
  for (let port = 1; port <= 40; port++) {
    registry.change([web(port)]);
    await clock.pass(50);
  }
  // Two seconds of a change every 50 ms: about one writing a second, not forty.
  expect(file.written.length).toBeGreaterThanOrEqual(1);
  expect(file.written.length).toBeLessThanOrEqual(3);
  await clock.pass(500);
  expect(file.content).toBe("40 ");
});

it("asks for services whose names it learns only while rendering, and watches them", async () => {
  keys.set("names", "web,other");
  file.text = '{{range split "," (key "names")}}{{range service .}}{{.Port}} {{end}}{{end}}';
  registry.instances = [web(7)];
  await clock.pass(10_500);
  expect(file.content).toBe("7 ");
  registry.change([web(8)]);
  await clock.pass(500);
  expect(file.content).toBe("8 ");
});

it("does not write while a key is missing", async () => {
  await clock.pass(100);
  file.text = '{{key "name"}}';
  file.written.length = 0;
  await clock.pass(10_500);
  expect(file.written).toEqual([]);
  expect(passes.at(-1)).toEqual({ kind: "waiting", detail: "web.ctmpl waits for name" });
  keys.set("name", "berth");
  await clock.pass(10_500);
  expect(file.content).toBe("berth");
});

it("says where a template is wrong and goes on when it is mended", async () => {
  await clock.pass(100);
  file.text = "x\n{{oops}}";
  await clock.pass(10_500);
  expect(passes.at(-1)?.detail).toContain('web.ctmpl:2:3: there is no function "oops"');
  file.text = "mended";
  await clock.pass(10_500);
  expect(file.content).toBe("mended");
});

it("keeps trying a reload that failed, though the file holds the text already", async () => {
  await clock.pass(100);
  file.failsReload = true;
  registry.change([web(1)]);
  await clock.pass(5_000);
  expect(passes.at(-1)).toEqual({ kind: "failed", detail: "the reload command ended with 1" });
  const { reloads } = file;
  file.failsReload = false;
  await clock.pass(30_000);
  expect(file.reloads).toBe(reloads + 1);
});

it("keeps the old file while the new text is refused, and while the registry is away", async () => {
  registry.instances = [web(1)];
  await clock.pass(11_000);
  file.refuses = true;
  registry.change([web(2)]);
  await clock.pass(1_000);
  expect(passes.at(-1)).toEqual({ kind: "waiting", detail: "line 1: bad" });
  registry.isAway = true;
  await clock.pass(20_000);
  expect(passes.at(-1)?.kind).toBe("failed");
  expect(file.content).toBe("1 ");
  [registry.isAway, file.refuses] = [false, false];
  await clock.pass(60_000);
  expect(file.content).toBe("2 ");
});
