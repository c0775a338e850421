import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePorts } from "@berth/embedded/free-port";
import { type NatsServer, startNatsServer } from "@berth/embedded/nats-server";
import { afterAll, beforeAll } from "vitest";

export interface NatsCluster {
  readonly servers: readonly NatsServer[];
  /** All servers, separated by commas. */
  readonly url: string;
}

/** Three NATS servers that keep three copies, for one spec file. */
export function natsCluster(): NatsCluster {
  const servers: NatsServer[] = [];
  let directory = "";

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "berth-test-nats-cluster-"));
    const routePorts = await freePorts(3);
    const routes = routePorts.map((port) => `nats-route://127.0.0.1:${port}`).join(", ");
    for (const [i, port] of routePorts.entries()) {
      const extraConfig = `cluster { name: berth, listen: "127.0.0.1:${port}", routes: [${routes}] }`;
      servers.push(await startNatsServer({ dataDir: join(directory, `${i}`), extraConfig }));
    }
  });

  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await rm(directory, { recursive: true, force: true });
  });

  return {
    servers,
    get url() {
      return servers.map((server) => server.url).join(",");
    },
  };
}
