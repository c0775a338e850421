import { type Dockerd, startDockerd } from "@berth/embedded/dockerd";
import { type ServerForTest, serverForTest } from "./server-for-test.js";

/** A Docker engine of our own for this spec file. Not every machine can run one: take it with `orSkip(test)`. */
export function dockerForTest(): ServerForTest<Dockerd> {
  return serverForTest<Dockerd>({ name: "docker", mayBeAbsent: true, start: (dataRoot) => startDockerd({ dataRoot }) });
}
