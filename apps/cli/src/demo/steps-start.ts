// The first steps: nodes ready, job healthy, every instance answers.
import { columns } from "../output/columns.js";
import { allHealthy, fetchInstance, healthText, type Instance, readInstances, wanted } from "./instance.js";
import type { Finding, Step, Story } from "./demo-step.js";

export const nodesReady: Step = {
  title: "Four nodes in us-west-1 and us-east-1 are ready",
  timeoutMs: 60_000,
  run: async ({ client, dev }) => async () => {
    const nodes = (await client.nodes.list()).body;
    const names = new Set(dev.agents.map((agent) => agent.name));
    const ready = nodes.filter((node) => node.Status === "ready" && names.has(node.Name)).sort((a, b) => (a.Name < b.Name ? -1 : 1));
    const perDatacenter = ["us-west-1", "us-east-1"].map((name) => ready.filter((node) => node.Datacenter === name).length);
    return {
      isTrue: ready.length === 4 && perDatacenter.every((count) => count === 2),
      seen: [`${ready.length} of 4 ready`, ...columns(ready.map((node) => [node.Name, node.Datacenter, node.ID.slice(0, 8)]))],
    };
  },
  lookAt: ({ dev }) => `${dev.logDir}/node-1.log (each node has its own)`,
};

/** The newest reason why something does not run. */
async function whyNot({ client, chosen }: Story, instances: readonly Instance[]): Promise<string[]> {
  const evaluations = (await client.jobs.evaluations(chosen.id)).body;
  const failed = evaluations.findLast((one) => Object.keys(one.FailedTGAllocs ?? {}).length > 0);
  const isBlocked = evaluations.some((one) => one.Status === "blocked");
  const { failureLines } = await import("../output/placement-failure.js");
  const placement = isBlocked && failed !== undefined ? failureLines(failed.FailedTGAllocs ?? {}, true) : [];
  return [...placement, ...instances.filter((one) => !one.isHealthy).map((one) => `${one.name} on ${one.nodeName}: ${one.lastEvent}`)];
}

function seconds(startedAtMs: number): string {
  return `${((performance.now() - startedAtMs) / 1_000).toFixed(1)} s after the start`;
}

export const jobHealthy: Step = {
  title: "The job runs: 5 of 5 healthy",
  timeoutMs: 120_000,
  run: async (story) => {
    const { client, chosen, say } = story;
    const known = (await client.jobs.startingWith(chosen.id)).find((job) => job.ID === chosen.id && !job.Stop);
    if (known !== undefined) say(`  the job is already there, version ${known.Version}: nothing to submit`);
    else {
      say(`  berth job run ${chosen.path}: ${chosen.why}`);
      await client.jobs.register(chosen.draft, { submission: { source: chosen.source, format: "hcl2" } });
    }
    return async () => {
      const instances = await readInstances(client, chosen.id);
      const deployment = (await client.jobs.deployment(chosen.id)).body;
      const group = Object.values(deployment?.TaskGroups ?? {})[0];
      const deployed = known !== undefined || (deployment?.Status === "successful" && group?.HealthyAllocs === wanted);
      const deploymentText = known === undefined ? `, deployment ${deployment?.Status ?? "not begun"}: ${group?.HealthyAllocs ?? 0} of ${wanted}` : "";
      if (!allHealthy(instances) || !deployed) return { isTrue: false, seen: [`${healthText(instances)}${deploymentText}`, ...(await whyNot(story, instances))] };
      return { isTrue: true, seen: [`${healthText(instances)}${deploymentText}, ${seconds(story.startedAtMs)}`] };
    };
  },
  lookAt: ({ chosen, dev }) => `./berth job status ${chosen.id}, ./berth alloc status ID, ${dev.logDir}`,
};

export async function answersOf(story: Story): Promise<Finding> {
  const instances = await readInstances(story.client, story.chosen.id);
  const answers = await Promise.all(instances.map((one) => fetchInstance(one)));
  const rows = answers.map(({ instance, text }) => [instance.id.slice(0, 8), instance.nodeName, instance.address, String(instance.port), text]);
  const good = answers.filter((answer) => answer.ok).length;
  return {
    isTrue: good === wanted && answers.length === wanted,
    seen: [`${good} of ${wanted} answer`, ...columns([["Allocation", "Node", "Address", "Port", "GET /"], ...rows])],
  };
}

export const eachAnswers: Step = {
  title: "Every instance answers over HTTP",
  timeoutMs: 15_000,
  run: async (story) => () => answersOf(story),
  lookAt: ({ chosen }) => `./berth job status ${chosen.id}, ./berth alloc logs -stderr ID`,
};
