import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive, runningServers, sendSignal } from "@berth/embedded/server-process";
import { ServerUnavailable } from "@berth/embedded/server-unavailable";
import { afterAll, beforeAll, type TestContext } from "vitest";

/*
 * A real server for one spec file: called at the top of the file or of a `describe`, it is started before the first test in a
 * temporary directory and stopped after the last. A server that outlives its stop fails the file, so none can pile up unseen.
 */

export interface Stoppable {
  readonly pid: number;
  stop(): Promise<void>;
}

export interface ServerForTest<Server extends Stoppable> {
  /** The running server; throws with the reason where there is none. */
  readonly server: Server;
  /** The directory of its data, removed at the end. */
  readonly directory: string;
  /** The running server, or a skipped test that says why this machine cannot run it. */
  orSkip(test: TestContext): Server;
  /** Puts another server of the same kind in its place, usually after killing the first; it is stopped at the end instead. */
  replace(start: (directory: string) => Promise<Server>): Promise<Server>;
}

export interface ServerForTestOptions<Server extends Stoppable> {
  readonly name: string;
  /** Where this machine may rightly lack the server, its absence skips; everywhere else it fails. */
  readonly mayBeAbsent?: boolean;
  readonly start: (directory: string) => Promise<Server>;
}

export function serverForTest<Server extends Stoppable>(options: ServerForTestOptions<Server>): ServerForTest<Server> {
  let directory = "";
  let server: Server | undefined;
  let unavailable = `${options.name} has not been started yet: use it inside a test or a hook`;
  const require = (): Server => {
    if (server === undefined) throw new Error(unavailable);
    return server;
  };

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), `berth-test-${options.name}-`));
    try {
      server = await options.start(directory);
    } catch (error) {
      if (!(error instanceof ServerUnavailable) || !options.mayBeAbsent) throw error;
      unavailable = `${options.name} cannot run here: ${error.message.split("\n")[0]}`;
    }
  });

  afterAll(async () => {
    await server?.stop();
    const survived = server !== undefined && (await isAlive(server.pid));
    await rm(directory, { recursive: true, force: true });
    if (survived) throw new Error(`${options.name} (pid ${server?.pid}) is still running after stop`);
  });

  return {
    get server() {
      return require();
    },
    get directory() {
      return directory;
    },
    orSkip: (test) => (server === undefined ? test.skip(unavailable) : server),
    replace: async (start) => {
      server = await start(directory);
      return server;
    },
  };
}

/** For files that start servers by hand, called once at the top: ends every server that is left over and fails because of it. */
export function expectNoServersLeft(): void {
  afterAll(() => {
    const left = runningServers();
    for (const pid of left) sendSignal(pid, "SIGKILL");
    if (left.length > 0) throw new Error(`servers were started and not stopped: pids ${left.join(", ")}`);
  });
}
