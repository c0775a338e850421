import { type Consul, startConsul } from "@berth/embedded/consul";
import { type ServerForTest, serverForTest } from "./server-for-test.js";

export interface ConsulForTest extends ServerForTest<Consul> {
  readonly url: string;
  /** Starts Consul again on the same port; everything that was registered is lost, as after a real loss of its data. */
  restartEmpty(): Promise<Consul>;
}

/** A Consul development agent for this spec file. */
export function consulForTest(): ConsulForTest {
  const handle = serverForTest<Consul>({ name: "consul", start: (dataDir) => startConsul({ dataDir }) });
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
    restartEmpty: async () => {
      const { port, stop } = handle.server;
      await stop();
      return handle.replace((dataDir) => startConsul({ dataDir, port }));
    },
  };
}
