// The texts that people and tools read in allocations and deployments: Nomad's, word for word.

export const stopText = {
  notNeeded: "alloc not needed due to job update",
  updating: "alloc is being updated due to job update",
  lost: "alloc is lost since its node is down",
  rescheduled: "alloc was rescheduled because it failed",
  nodeTainted: "alloc not needed as node is tainted",
} as const;

export const deploymentText = {
  running: "Deployment is running",
  paused: "Deployment is paused",
  successful: "Deployment completed successfully",
  jobStopped: "Cancelled because job is stopped",
  newerVersion: "Cancelled due to newer version of job",
  unhealthy: "Failed due to unhealthy allocations",
  progressDeadline: "Failed due to progress deadline",
} as const;

export const followUpText = {
  reschedule: "created for delayed rescheduling",
  stagger: "created to continue the rolling update after its stagger",
  progressDeadline: "created to judge the deployment at its progress deadline",
} as const;
