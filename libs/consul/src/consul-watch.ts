import type Consul from "consul";

const TICK_MS = 5_000;
const WAIT = "30s";
const BACKOFF_MAX_MS = 2_000;
/** Each name is one parked request; past this many, one that wakes for every check of the catalogue is cheaper. */
const NAMES_MAX = 32;

export interface WatchRequest {
  readonly serviceNames: readonly string[];
  readonly onChange: () => void;
  readonly signal: AbortSignal;
}

/**
 * Blocking queries, kept by the client (index, backoff when Consul is away, and a start from zero when Consul's index
 * went back because its data was lost). A tick besides makes a watch that Consul ended for good cost seconds only.
 */
export function watchServices(client: Consul, request: WatchRequest): Promise<void> {
  const { serviceNames, onChange, signal } = request;
  if (signal.aborted) return Promise.resolve();
  const watches = serviceNames.length > NAMES_MAX ? [watchAll(client)] : serviceNames.map((name) => watchOne(client, name));
  for (const watch of watches) {
    watch.on("change", onChange);
    // Without a listener an error would end the process; the client itself tries again.
    watch.on("error", () => undefined);
  }
  const tick = setInterval(onChange, TICK_MS);
  return new Promise((resolve) => {
    const end = (): void => {
      clearInterval(tick);
      for (const watch of watches) watch.end();
      resolve();
    };
    signal.addEventListener("abort", end, { once: true });
  });
}

type Watch = ReturnType<Consul["watch"]>;

function watchOne(client: Consul, service: string): Watch {
  return client.watch({ method: client.health.service.bind(client.health), options: { service, wait: WAIT }, backoffMax: BACKOFF_MAX_MS });
}

function watchAll(client: Consul): Watch {
  return client.watch({ method: client.health.state.bind(client.health), options: { state: "any", wait: WAIT }, backoffMax: BACKOFF_MAX_MS });
}
