// A fleet as a benchmark sees it: a process of its own, started, counted, partly killed, stopped.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import type { FleetSettings, FromFleet, ToFleet } from "./fleet-messages.ts";
import type { FleetCounts } from "./simulated-node.ts";

const main = fileURLToPath(new URL("./main.ts", import.meta.url));
const registerTimeoutMs = 120_000;
const answerTimeoutMs = 30_000;

export interface FleetStart extends FleetSettings {
  /** For example `--cpu-prof`. */
  readonly nodeArguments: readonly string[];
  readonly progress: (text: string) => void;
}

export class Fleet {
  private readonly child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.child = child;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Resolves when all nodes have registered. */
  static async start({ nodeArguments, progress, ...settings }: FleetStart): Promise<Fleet> {
    const child = fork(main, [JSON.stringify(settings)], { execArgv: [...nodeArguments], stdio: ["ignore", "ignore", "inherit", "ipc"] });
    const fleet = new Fleet(child);
    const deadlineMs = performance.now() + registerTimeoutMs;
    try {
      for (let asked = 0; ; asked++) {
        const { counts, failures } = await fleet.ask();
        if (counts.registered >= settings.nodes) break;
        if (performance.now() > deadlineMs)
          throw new Error(`only ${counts.registered} of ${settings.nodes} fleet nodes registered within ${registerTimeoutMs / 1000} s; ${JSON.stringify(failures)}`);
        if (asked % 20 === 19) progress(`fleet: ${counts.registered} of ${settings.nodes} nodes registered`);
        await sleep(100);
      }
    } catch (error) {
      await fleet.stop();
      throw error;
    }
    progress(`fleet: ${settings.nodes} nodes registered`);
    return fleet;
  }

  async counts(): Promise<FleetCounts> {
    return (await this.ask()).counts;
  }

  /** Also what failed. */
  ask(): Promise<FromFleet> {
    return new Promise((resolve, reject) => {
      const fail = (reason: string): void => reject(new Error(`the fleet process ${reason}`));
      const timer = setTimeout(() => fail("does not answer"), answerTimeoutMs);
      const gone = (code: number | null): void => {
        clearTimeout(timer);
        fail(`ended with code ${code}`);
      };
      if (this.child.exitCode !== null) return gone(this.child.exitCode);
      this.child.once("exit", gone);
      this.child.once("message", (message: FromFleet) => {
        clearTimeout(timer);
        this.child.off("exit", gone);
        resolve(message);
      });
      this.tell({ kind: "count" });
    });
  }

  kill(nodes: readonly number[]): void {
    this.tell({ kind: "die", nodes });
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, "exit");
    const hard = setTimeout(() => this.child.kill("SIGKILL"), 5_000);
    this.tell({ kind: "stop" });
    await ended;
    clearTimeout(hard);
  }

  private tell(message: ToFleet): void {
    if (this.child.connected) this.child.send(message);
  }
}
