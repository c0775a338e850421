// One region's discovery: the registry kept in step with what runs, and files rendered from it. Only the leader works;
// standbys follow. Used by this service alone and by `berth dev`.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { ConsulRegistry } from "@berth/consul/consul-registry";
import { consulSettings } from "@berth/consul/consul-settings";
import { FileOnDisk } from "@berth/consul/file-on-disk";
import { readTemplateSettings, type TemplateSettings } from "@berth/consul/template-settings";
import type { Clock } from "@berth/ports/environment";
import type { Logger } from "@berth/ports/logger";
import { DiscoverySync } from "@berth/runtime/discovery/discovery-sync";
import { ReplicaDiscoverySource } from "@berth/runtime/discovery/replica-discovery-source";
import { TemplateRenderer } from "@berth/runtime/discovery/template-renderer";
import type { Lead } from "@berth/runtime/log/leadership";
import type { Replica } from "@berth/runtime/log/replica";

export interface DiscoveryOptions {
  readonly region: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** JSON file with the list of templates; "" = none. */
  readonly templatesFile: string;
  readonly replica: Replica;
  readonly clock: Clock;
  readonly logger: Logger;
}

async function templatesOf(file: string): Promise<readonly TemplateSettings[]> {
  if (file === "") return [];
  const text = await readFile(file, "utf8");
  try {
    return readTemplateSettings(JSON.parse(text));
  } catch (cause) {
    throw new Error(`${file}: ${(cause as Error).message}`, { cause });
  }
}

/** Throws when the configuration is wrong; Consul may be down. */
export async function leadDiscovery(options: DiscoveryOptions): Promise<Lead> {
  const { region, env, replica, clock, logger } = options;
  const settings = consulSettings(env);
  const templates = await templatesOf(options.templatesFile);
  return async ({ over }) => {
    const registry = new ConsulRegistry({ ...settings, region });
    const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
    const sync = new DiscoverySync({ source: new ReplicaDiscoverySource(replica), registry, clock, logger, hash });
    const renderers = templates.map(({ file, times, distinctNodes }) => {
      const parts = { file: new FileOnDisk(file), registry, keys: registry, distinctNodes, clock, logger };
      return new TemplateRenderer(parts, times);
    });
    try {
      await Promise.all([sync, ...renderers].map((loop) => loop.run(over)));
    } finally {
      registry.close();
    }
  };
}
