// Keeps one file rendered from a template over the registry, as consul-template does: watch, gather, ask, render,
// write when the text changed, make the reader load it.
//
// A text is written only when everything it asks for was answered; a failed check or reload leaves the old file (or
// the old process) in service and is tried again.
import type { Template } from "@berth/core/discovery/template/ast";
import { parseTemplate } from "@berth/core/discovery/template/parser";
import { renderTemplate, type Rendering, templateServices } from "@berth/core/discovery/template/render";
import { TemplateError } from "@berth/core/discovery/template/template-error";
import type { Clock } from "@berth/ports/environment";
import type { KeyValues } from "@berth/ports/key-values";
import type { Logger } from "@berth/ports/logger";
import type { HealthyInstance, Registry } from "@berth/ports/registry";
import { type RenderedFile, RenderedTextRefused } from "@berth/ports/rendered-file";
import { Bell, pause } from "./bell.js";
import { HeldInstances } from "./held-instances.js";
import { RegistryWatch } from "./registry-watch.js";
import { retryDelayMs } from "./retry-delay.js";

export interface TemplateRendererParts {
  readonly file: RenderedFile;
  readonly registry: Registry;
  /** Absent: `{{key}}` is answered as if there were no keys. */
  readonly keys?: KeyValues;
  /**
   * Instances on one node get names of their own in `.Node` (the default): haproxy refuses two servers of one name.
   * false: plain names, exactly as consul-template.
   */
  readonly distinctNodes?: boolean;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Told after each pass. */
  readonly onPass?: (report: RenderReport) => void;
}

export interface RenderReport {
  readonly kind: "written" | "unchanged" | "waiting" | "failed";
  readonly detail: string;
}

export interface TemplateRendererTimes {
  /** Wait this long for things to be quiet after a change … */
  readonly quietMs: number;
  /** … but write at last after this long. */
  readonly quietMaxMs: number;
  /** How long the last instances of a service stay when suddenly there are none; 0: as consul-template. */
  readonly holdMs: number;
  /** How often to look though nobody said that anything changed. */
  readonly lookMs: number;
}

const defaultTimes: TemplateRendererTimes = { quietMs: 100, quietMaxMs: 1_000, holdMs: 10_000, lookMs: 10_000 };
/** How often a template may ask for something new because of what it was answered. */
const ROUNDS_MAX = 10;

export class TemplateRenderer {
  private readonly bell: Bell;
  private readonly watch: RegistryWatch;
  private readonly held: HeldInstances;
  private readonly times: TemplateRendererTimes;
  private parsed: { readonly text: string; readonly template: Template } | undefined;
  private lastWarning = "";

  constructor(
    private readonly parts: TemplateRendererParts,
    times: Partial<TemplateRendererTimes> = {},
  ) {
    this.times = { ...defaultTimes, ...times };
    this.bell = new Bell(parts.clock);
    this.held = new HeldInstances(this.times.holdMs);
    this.watch = new RegistryWatch(parts.registry, parts.clock, this.bell.ring);
  }

  async run(signal: AbortSignal): Promise<void> {
    const { clock, onPass } = this.parts;
    try {
      for (let failures = 0; !signal.aborted; ) {
        const report = await this.pass();
        onPass?.(report);
        failures = report.kind === "failed" ? failures + 1 : 0;
        if (failures > 0) await pause(clock, retryDelayMs(failures), signal);
        else await this.nextChange(signal);
      }
    } finally {
      await this.watch.close();
    }
  }

  private async nextChange(signal: AbortSignal): Promise<void> {
    const { clock } = this.parts;
    await this.bell.heard(Math.min(this.times.lookMs, this.held.remainingMs(clock.monotonicMs())), signal);
    const startedMs = clock.monotonicMs();
    for (;;) {
      const quietSinceMs = clock.monotonicMs();
      await this.bell.heard(this.times.quietMs, signal);
      const wasQuiet = clock.monotonicMs() - quietSinceMs >= this.times.quietMs;
      if (wasQuiet || signal.aborted || clock.monotonicMs() - startedMs >= this.times.quietMaxMs) return;
    }
  }

  private async pass(): Promise<RenderReport> {
    const { file, logger } = this.parts;
    try {
      const template = await this.template();
      const rendering = await this.render(template);
      this.watch.follow(rendering.services);
      const missing = [...rendering.waiting.services, ...rendering.waiting.keys].join(", ");
      if (missing !== "") return this.warned({ kind: "waiting", detail: `${file.source} waits for ${missing}` });
      const outcome = await file.write(rendering.text);
      if (outcome === "written") {
        await file.reload();
        logger.info("a file was rendered", { source: file.source, destination: file.destination });
      }
      this.lastWarning = "";
      return { kind: outcome, detail: file.destination };
    } catch (error) {
      return this.warned({ kind: isOurs(error) ? "waiting" : "failed", detail: error instanceof Error ? error.message : String(error) });
    }
  }

  /** The same warning again and again says nothing new. */
  private warned(report: RenderReport): RenderReport {
    const { file, logger } = this.parts;
    if (report.detail !== this.lastWarning) logger.warn("a file is not rendered", { destination: file.destination, reason: report.detail });
    this.lastWarning = report.detail;
    return report;
  }

  private async template(): Promise<Template> {
    const text = await this.parts.file.template();
    if (this.parsed?.text !== text) this.parsed = { text, template: parseTemplate(this.parts.file.source, text) };
    return this.parsed.template;
  }

  /** What a template asks may depend on what it was told: answer and render until it asks nothing new. */
  private async render(template: Template): Promise<Rendering> {
    const services = new Map<string, readonly HealthyInstance[]>();
    const keys = new Map<string, string | null>();
    await this.ask(templateServices(template), services);
    for (let round = 1; ; round++) {
      const rendering = renderTemplate(template, { services, keys, distinctNodes: this.parts.distinctNodes ?? true });
      const newKeys = rendering.keys.filter((path) => !keys.has(path));
      if (rendering.waiting.services.length + newKeys.length === 0 || round === ROUNDS_MAX) return rendering;
      await this.ask(rendering.waiting.services, services);
      for (const path of newKeys) keys.set(path, (await this.parts.keys?.value(path)) ?? null);
    }
  }

  private async ask(names: readonly string[], answers: Map<string, readonly HealthyInstance[]>): Promise<void> {
    const answered = await Promise.all(names.map(async (name) => [name, await this.parts.registry.healthy(name)] as const));
    const now = this.parts.clock.monotonicMs();
    for (const [name, instances] of answered) answers.set(name, this.held.see(name, instances, now));
  }
}

/** Mistakes in the template or its text: trying again without a change is of no use. */
function isOurs(error: unknown): boolean {
  return error instanceof TemplateError || error instanceof RenderedTextRefused;
}
