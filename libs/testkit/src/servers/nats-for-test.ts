import { type NatsServer, type NatsServerOptions, startNatsServer } from "@berth/embedded/nats-server";
import { type ServerForTest, serverForTest } from "./server-for-test.js";

export interface NatsForTest extends ServerForTest<NatsServer> {
  readonly url: string;
  /** Starts NATS again on the same data and port, for example after `server.pid` was killed. */
  restart(): Promise<NatsServer>;
}

export type NatsForTestOptions = Omit<NatsServerOptions, "dataDir" | "port">;

/** A NATS server with JetStream on files, as production has it, for this spec file. */
export function natsForTest(options: NatsForTestOptions = {}): NatsForTest {
  const handle = serverForTest<NatsServer>({ name: "nats", start: (dataDir) => startNatsServer({ ...options, dataDir }) });
  return {
    get server() {
      return handle.server;
    },
    get directory() {
      return handle.directory;
    },
    get url() {
      return handle.server.url;
    },
    orSkip: handle.orSkip,
    replace: handle.replace,
    restart: async () => {
      const { port, stop } = handle.server;
      await stop();
      return handle.replace((dataDir) => startNatsServer({ ...options, dataDir, port }));
    },
  };
}
