// Whether this process should get work: every part that can be unready says so through a probe. Being alive is another
// question (/livez): a process that waits for NATS is alive and not ready.

export interface ReadinessProbe {
  readonly name: string;
  /** undefined: ready; else why not, for people. */
  whyNotReady(): string | undefined;
}

export interface ReadinessReport {
  readonly ready: boolean;
  readonly probes: readonly { readonly name: string; readonly ready: boolean; readonly reason: string }[];
}

export class Readiness {
  private readonly probes: ReadinessProbe[] = [];
  private leaving: string | undefined;

  add(probe: ReadinessProbe): void {
    this.probes.push(probe);
  }

  /** First step of a shutdown: red from now on, so that nobody sends work any more. */
  leave(reason: string): void {
    this.leaving ??= reason;
  }

  report(): ReadinessReport {
    const shutdown: ReadinessProbe = { name: "shutdown", whyNotReady: () => this.leaving };
    const probes = [...this.probes, shutdown].map((probe) => {
      const reason = reasonOf(probe);
      return { name: probe.name, ready: reason === undefined, reason: reason ?? "" };
    });
    return { ready: probes.every((probe) => probe.ready), probes };
  }
}

function reasonOf(probe: ReadinessProbe): string | undefined {
  try {
    return probe.whyNotReady();
  } catch (error) {
    return `the probe failed: ${error instanceof Error ? error.message : String(error)}`;
  }
}
