// Accidents: a task is killed, a node loses power.
import { allHealthy, fetchInstance, healthText, type Instance, readInstances } from "./instance.js";
import type { Step, Story } from "./demo-step.js";
import { taskPid } from "./task-process.js";

async function firstInstance({ client, chosen }: Story): Promise<Instance> {
  const [first] = await readInstances(client, chosen.id);
  if (first === undefined) throw new Error("no instance of the job runs, so none can be killed");
  return first;
}

export const killTask: Step = {
  title: "A task is killed and comes back on its node",
  timeoutMs: 60_000,
  run: async (story) => {
    const { client, chosen, say } = story;
    const before = await firstInstance(story);
    const pid = await taskPid(before.id, chosen.usesDocker);
    if (pid === undefined) throw new Error(`no process of allocation ${before.id.slice(0, 8)} was found on this machine`);
    say(`  kill -9 ${pid}: the task of ${before.id.slice(0, 8)} on ${before.nodeName} (its restart delay is 15 s)`);
    process.kill(pid, "SIGKILL");
    return async () => {
      const now = (await readInstances(client, chosen.id)).find((one) => one.id === before.id);
      if (now === undefined) return { isTrue: false, seen: [`allocation ${before.id.slice(0, 8)} is no longer among those that should run`] };
      const newPid = await taskPid(before.id, chosen.usesDocker);
      const answer = await fetchInstance(now);
      const isBack = now.isHealthy && now.restarts === before.restarts + 1 && newPid !== undefined && newPid !== pid && answer.ok;
      if (!isBack) return { isTrue: false, seen: [`${now.lastEvent}`] };
      const sameNode = now.nodeId === before.nodeId;
      return { isTrue: sameNode, seen: [`the same allocation on ${now.nodeName}, restart ${now.restarts}, process ${newPid}, answers "${answer.text}"`] };
    };
  },
  lookAt: ({ chosen }) => `./berth job status ${chosen.id}, ./berth alloc status ID`,
};

/** The node with the most instances: there is most to replace. */
function busiest(instances: readonly Instance[]): string {
  const counts = new Map<string, number>();
  for (const { nodeName } of instances) counts.set(nodeName, (counts.get(nodeName) ?? 0) + 1);
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0] ?? "";
}

export const killNode: Step = {
  title: "A node loses power and its allocations are replaced on others",
  timeoutMs: 90_000,
  run: async (story) => {
    const { client, chosen, dev, say } = story;
    const before = await readInstances(client, chosen.id);
    const agent = dev.agents.find((one) => one.name === busiest(before));
    if (agent === undefined) throw new Error("no node runs an instance of the job");
    const lost = before.filter((one) => one.nodeName === agent.name);
    const kept = before.filter((one) => one.nodeName !== agent.name).map((one) => one.id);
    say(`  kill -9 of the agent of ${agent.name} (process ${agent.pid}) and of its ${lost.length} ${lost.length === 1 ? "task" : "tasks"} at once`);
    await agent.kill();
    return async () => {
      const nodes = (await client.nodes.list()).body;
      const status = nodes.find((node) => node.Name === agent.name)?.Status ?? "unknown";
      const now = await readInstances(client, chosen.id);
      const replacements = now.filter((one) => !before.some((old) => old.id === one.id));
      const elsewhere = now.every((one) => one.nodeName !== agent.name);
      const undisturbed = kept.every((id) => now.some((one) => one.id === id));
      const head = `${agent.name} is ${status}, ${healthText(now)}`;
      return {
        isTrue: status === "down" && allHealthy(now) && elsewhere && undisturbed && replacements.length === lost.length,
        seen: [head, ...replacements.map((one) => `${one.name} is now ${one.id.slice(0, 8)} on ${one.nodeName}${one.isHealthy ? "" : ` (${one.lastEvent})`}`)],
      };
    };
  },
  lookAt: ({ chosen, dev }) => `./berth node status, ./berth job status ${chosen.id}, ${dev.logDir}`,
};
