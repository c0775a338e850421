// Moves state time forward while nothing else happens: retention and ages are judged by it. One small entry when the
// state is more than half a minute behind.
import type { Environment } from "@berth/ports/environment";
import type { LeaderWriter } from "../log/leadership.js";
import type { Replica } from "../log/replica.js";

const behindMs = 30_000;
const lookEveryMs = 5_000;

export async function tick(writer: LeaderWriter, { replica, environment }: { readonly replica: Replica; readonly environment: Environment }): Promise<void> {
  while (!writer.over.aborted) {
    await writer.write(() => (environment.clock.nowMs() - replica.state.timeMs > behindMs ? [{ type: "Ticked" }] : []));
    await environment.clock.sleep(lookEveryMs, writer.over);
  }
}
