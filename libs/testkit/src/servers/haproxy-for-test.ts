import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "@berth/embedded/free-port";
import { type Haproxy, startHaproxy } from "@berth/embedded/haproxy";
import { type ServerForTest, serverForTest } from "./server-for-test.js";

export interface HaproxyUnderTest extends Haproxy {
  readonly port: number;
  readonly url: string;
  readonly configFile: string;
}

/** An HAProxy for this spec file; `config` writes its first configuration for the port it shall listen on. */
export function haproxyForTest(config: (port: number) => string): ServerForTest<HaproxyUnderTest> {
  return serverForTest<HaproxyUnderTest>({
    name: "haproxy",
    start: async (dataDir) => {
      const port = await freePort();
      const configFile = join(dataDir, "haproxy.cfg");
      await writeFile(configFile, config(port));
      const haproxy = await startHaproxy({ configFile, dataDir, readyPort: port });
      return { ...haproxy, port, url: `http://127.0.0.1:${port}`, configFile };
    },
  });
}
