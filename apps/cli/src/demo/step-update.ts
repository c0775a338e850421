// A changed version of the job, rolled out one instance at a time while somebody watches over HTTP.
import { setTimeout as sleep } from "node:timers/promises";
import type { JobDraft } from "@berth/core/model/job";
import type { Finding, Step, Story } from "./demo-step.js";
import { allHealthy, fetchInstance, healthText, readInstances, wanted } from "./instance.js";

const second = 1_000_000_000;

/** The same job with another RELEASE and short health times, so that the demo does not last. */
export function changedJob(draft: JobDraft, release: string): JobDraft {
  const groups = draft.TaskGroups ?? [];
  return {
    ...draft,
    Update: { ...draft.Update, MaxParallel: 1, Stagger: second, MinHealthyTime: second, HealthyDeadline: 60 * second } as JobDraft["Update"],
    TaskGroups: groups.map((group) => ({
      ...group,
      Tasks: (group.Tasks ?? []).map((task) => ({
        ...task,
        Env: { ...task.Env, RELEASE: release },
        Services: (task.Services ?? []).map((service) => ({
          ...service,
          Checks: (service.Checks ?? []).map((check) => ({ ...check, Interval: second, Timeout: second })),
        })),
      })),
    })) as JobDraft["TaskGroups"],
  };
}

interface Watch {
  /** Fewest instances that answered at one moment. */
  fewest: number;
  /** Most instances that should run and did not answer yet at one moment. */
  mostStarting: number;
  looks: number;
  isOver: boolean;
}

const pauseMs = 100;

/** Looks again and again, as a user of the service would, until told to stop. */
async function watchAnswers({ client, chosen, signal }: Story, watch: Watch): Promise<void> {
  while (!watch.isOver && !signal.aborted) {
    const instances = await readInstances(client, chosen.id).catch(() => undefined);
    if (instances !== undefined) {
      const answers = await Promise.all(instances.map((one) => fetchInstance(one, "/health")));
      const good = answers.filter((answer) => answer.ok).length;
      watch.fewest = Math.min(watch.fewest, good);
      watch.mostStarting = Math.max(watch.mostStarting, wanted - good);
      watch.looks++;
    }
    await sleep(pauseMs);
  }
}

/** RELEASE counts up, so that every run of the demo changes something. */
function releaseAfter(current: string | undefined): string {
  return String((Number(current ?? "1") || 1) + 1);
}

async function lookAtUpdate(story: Story, watch: Watch, target: { readonly version: number; readonly release: string }): Promise<Finding> {
  const { client, chosen } = story;
  const instances = await readInstances(client, chosen.id);
  const deployment = (await client.jobs.deployment(chosen.id)).body;
  const isDeployed = deployment?.JobVersion === target.version && deployment.Status === "successful";
  const updated = instances.filter((one) => one.version === target.version).length;
  if (deployment?.JobVersion === target.version && deployment.Status === "failed") throw new Error(`the deployment failed: ${deployment.StatusDescription}`);
  if (!isDeployed || updated !== wanted || !allHealthy(instances)) {
    return { isTrue: false, seen: [`${updated} of ${wanted} on version ${target.version}, ${healthText(instances)}, deployment ${deployment?.Status ?? "not begun"}`] };
  }
  watch.isOver = true;
  const answers = await Promise.all(instances.map((one) => fetchInstance(one)));
  const speaks = chosen.usesDocker ? answers.every((answer) => answer.ok) : answers.every((answer) => answer.text.endsWith(`release ${target.release}`));
  return {
    isTrue: speaks && watch.fewest >= wanted - 1,
    seen: [
      `5 of 5 on version ${target.version}; ${watch.looks} looks during the update: never fewer than ${watch.fewest} answered, at most ${watch.mostStarting} starting at a time`,
      ...answers.map(({ instance, text }) => `${instance.id.slice(0, 8)} on ${instance.nodeName}: ${text}`),
    ],
  };
}

export const rollingUpdate: Step = {
  title: "A new version is rolled out one at a time, never fewer than 4 healthy",
  timeoutMs: 120_000,
  run: async (story) => {
    const { client, chosen, say } = story;
    const current = (await client.jobs.get(chosen.id)).body;
    const release = releaseAfter(current.TaskGroups[0]?.Tasks[0]?.Env?.["RELEASE"]);
    const watch: Watch = { fewest: wanted, mostStarting: 0, looks: 0, isOver: false };
    const watching = watchAnswers(story, watch);
    await client.jobs.register(changedJob(chosen.draft, release));
    const { Version: version } = (await client.jobs.get(chosen.id)).body;
    say(`  submitted version ${version}: RELEASE = ${release}, min_healthy_time 1s, a check each second`);
    return async () => {
      const finding = await lookAtUpdate(story, watch, { version, release });
      if (watch.isOver) await watching;
      return finding;
    };
  },
  lookAt: ({ chosen }) => `./berth job status ${chosen.id}, ./berth deployment status ID`,
};
