import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join, resolve } from "node:path";
import { freePort } from "./free-port.js";
import { stopLeftover } from "./leftover.js";
import { locateNatsServer } from "./nats-server-binary.js";
import type { Progress } from "./progress.js";
import { type ServerProcess, startServer } from "./server-process.js";

export interface NatsServerOptions {
  /** Holds the configuration, the log, the pid file and JetStream's store; the same directory again continues the same streams. */
  readonly dataDir: string;
  /** 0 or absent: a free one. */
  readonly port?: number;
  /** fsync before each acknowledgement (default). Off only where losing the last two minutes on power loss is no matter. */
  readonly syncAlways?: boolean;
  readonly maxPayloadBytes?: number;
  /** Lines appended to the configuration as they are, for example users and permissions. */
  readonly extraConfig?: string;
  /** A binary already located; else it is looked for. */
  readonly binary?: string;
  readonly onProgress?: Progress;
}

export interface NatsServer {
  readonly url: string;
  readonly pid: number;
  readonly port: number;
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

const PORT_ATTEMPTS = 3;

/** Starts one NATS server with JetStream on files, on the loopback address only, and waits until it serves. */
export async function startNatsServer(options: NatsServerOptions): Promise<NatsServer> {
  const binary = options.binary ?? (await locateNatsServer({ onProgress: options.onProgress }));
  const directory = resolve(options.dataDir);
  await mkdir(directory, { recursive: true });
  const configFile = join(directory, "nats-server.conf");
  const pidFile = join(directory, "nats-server.pid");
  if (await stopLeftover({ pidFile, commandLineHas: configFile, signal: "SIGTERM" })) {
    options.onProgress?.("ended a NATS server that an earlier run left behind");
  }
  for (let attempt = 1; ; attempt++) {
    const port = options.port || (await freePort());
    try {
      await writeFile(configFile, natsConfig({ ...options, directory, port }), { mode: 0o600 });
      const server = await launch({ binary, directory, configFile, pidFile, port });
      return { url: `nats://127.0.0.1:${port}`, port, ...server };
    } catch (error) {
      const taken = error instanceof Error && error.message.includes("address already in use");
      if (!taken || options.port || attempt === PORT_ATTEMPTS) throw error;
    }
  }
}

interface Launch {
  readonly binary: string;
  readonly directory: string;
  readonly configFile: string;
  readonly pidFile: string;
  readonly port: number;
}

function launch(launchOptions: Launch): Promise<ServerProcess> {
  const { binary, directory, configFile, pidFile, port } = launchOptions;
  return startServer({
    name: "nats-server",
    command: binary,
    args: ["--config", configFile],
    logFile: join(directory, "nats-server.log"),
    pidFile,
    stopTimeoutMs: 10_000,
    isReady: async () => {
      const info = await readInfo(port);
      // A stranger may have taken the port first: only the server of this very directory counts.
      return info.includes(`"${serverName(directory)}"`) && info.includes('"jetstream":true');
    },
  });
}

function serverName(directory: string): string {
  return `berth-${createHash("sha256").update(directory).digest("hex").slice(0, 12)}`;
}

interface ConfigInput extends NatsServerOptions {
  readonly directory: string;
  readonly port: number;
}

export function natsConfig(input: ConfigInput): string {
  const lines = [
    `server_name: ${serverName(input.directory)}`,
    "host: 127.0.0.1",
    `port: ${input.port}`,
    `max_payload: ${input.maxPayloadBytes ?? 1024 * 1024}`,
    "logtime: true",
    "jetstream {",
    `  store_dir: ${JSON.stringify(join(input.directory, "jetstream"))}`,
    // The default is an fsync every two minutes: an acknowledged write could be lost with the power.
    ...(input.syncAlways === false ? [] : ["  sync_interval: always"]),
    "}",
    input.extraConfig ?? "",
  ];
  return `${lines.join("\n")}\n`;
}

/** The first line a NATS server says to any client: INFO and a JSON object. */
function readInfo(port: number): Promise<string> {
  return new Promise((resolveInfo, reject) => {
    const socket = connect({ host: "127.0.0.1", port, timeout: 1_000 });
    let text = "";
    socket.setEncoding("utf8");
    socket.on("data", (chunk: string) => {
      text += chunk;
      if (!text.includes("\r\n")) return;
      socket.destroy();
      resolveInfo(text);
    });
    socket.on("timeout", () => socket.destroy(new Error("no answer")));
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("closed")));
  });
}
