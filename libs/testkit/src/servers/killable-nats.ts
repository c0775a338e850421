import { natsForTest, type NatsForTestOptions } from "./nats-for-test.js";

export interface KillableNats {
  readonly url: string;
  /** kill -9: nothing is flushed, nobody is told. */
  kill(): Promise<void>;
  /** Again on the same data and port. */
  start(): Promise<void>;
}

/** The NATS server of a spec file that is about surviving its death. */
export function killableNats(options: NatsForTestOptions = {}): KillableNats {
  const nats = natsForTest(options);
  return {
    get url() {
      return nats.url;
    },
    kill: async () => {
      const { pid, ended } = nats.server;
      process.kill(pid, "SIGKILL");
      await ended;
    },
    start: async () => {
      await nats.restart();
    },
  };
}
