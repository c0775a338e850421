// Exits 0 when the service in this container says that it is ready: the container's health check.
const port = process.env.BERTH_HTTP_PORT ?? "8080";
const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(3_000) }).catch(() => undefined);
process.exit(answer?.ok === true ? 0 : 1);
