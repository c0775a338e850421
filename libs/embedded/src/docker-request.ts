import { request } from "node:http";

export interface DockerRequest {
  readonly socketPath: string;
  readonly path: string;
  readonly method?: "GET" | "POST" | "DELETE";
  readonly body?: Buffer;
  readonly contentType?: string;
}

export interface DockerAnswer {
  readonly status: number;
  readonly body: string;
}

/** The socket of this machine's engine; undefined when DOCKER_HOST names one that is reached otherwise. */
export function engineSocket(env: NodeJS.ProcessEnv): string | undefined {
  const host = env["DOCKER_HOST"] ?? "";
  if (host === "") return "/var/run/docker.sock";
  return host.startsWith("unix://") ? host.slice("unix://".length) : undefined;
}

/** One request to an engine's API over its socket: enough to see that it lives and to give it an image. */
export function dockerRequest(options: DockerRequest): Promise<DockerAnswer> {
  return new Promise((resolve, reject) => {
    const headers = options.body === undefined ? {} : { "content-type": options.contentType ?? "application/json" };
    const outgoing = request(
      { socketPath: options.socketPath, path: options.path, method: options.method ?? "GET", headers, timeout: 60_000 },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", reject);
        incoming.on("end", () => resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") }));
      },
    );
    outgoing.on("timeout", () => outgoing.destroy(new Error(`the engine did not answer ${options.path} in time`)));
    outgoing.on("error", reject);
    outgoing.end(options.body);
  });
}
