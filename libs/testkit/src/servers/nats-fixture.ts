// A real NATS server of one test file: own directory, own port, killable and startable again on the same data.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type NatsServer, startNatsServer } from "@berth/embedded/nats-server";

export interface NatsFixture {
  readonly url: string;
  /** kill -9: nothing is flushed, nobody is told. */
  kill(): Promise<void>;
  /** Again on the same data and port. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export async function startNatsFixture(extraConfig?: string): Promise<NatsFixture> {
  const dataDir = await mkdtemp(join(tmpdir(), "berth-nats-"));
  let server: NatsServer = await startNatsServer({ dataDir, extraConfig });
  const { url, port } = server;
  return {
    url,
    kill: async () => {
      process.kill(server.pid, "SIGKILL");
      await server.ended;
    },
    start: async () => {
      server = await startNatsServer({ dataDir, port, extraConfig });
    },
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
