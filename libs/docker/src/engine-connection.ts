// Opens the client of a Docker engine. The endpoint comes from the settings, else from DOCKER_HOST, else it is the
// platform's socket.
import * as fs from "node:fs";
import * as path from "node:path";
import Dockerode from "dockerode";

const PLATFORM_SOCKET = "/var/run/docker.sock";

export function engineEndpoint(configured: string, environment: NodeJS.ProcessEnv): string {
  if (configured !== "") return configured;
  const fromEnvironment = environment["DOCKER_HOST"] ?? "";
  return fromEnvironment === "" ? `unix://${PLATFORM_SOCKET}` : fromEnvironment;
}

export function connectEngine(endpoint: string, environment: NodeJS.ProcessEnv): Dockerode {
  return new Dockerode(connectionOptions(endpoint, environment));
}

export function connectionOptions(endpoint: string, environment: NodeJS.ProcessEnv): Dockerode.DockerOptions {
  if (endpoint.startsWith("unix://")) return { socketPath: endpoint.slice("unix://".length) };
  if (endpoint.startsWith("/")) return { socketPath: endpoint };
  const match = /^(tcp|http|https):\/\/(\[[^\]]+\]|[^:/]+)(?::(\d+))?\/?$/.exec(endpoint);
  if (match === null) {
    throw new Error(`docker endpoint "${endpoint}" is not understood; use unix:///path/to/docker.sock or tcp://host:port`);
  }
  const certificates = environment["DOCKER_CERT_PATH"] ?? "";
  const secure = match[1] === "https" || ((environment["DOCKER_TLS_VERIFY"] ?? "") !== "" && certificates !== "");
  const host = (match[2] ?? "").replace(/^\[|\]$/g, "");
  const portNumber = Number(match[3] ?? (secure ? 2376 : 2375));
  if (!secure) return { protocol: "http", host, port: portNumber };
  const read = (name: string): Buffer => fs.readFileSync(path.join(certificates, name));
  return { protocol: "https", host, port: portNumber, ...(certificates === "" ? {} : { ca: read("ca.pem"), cert: read("cert.pem"), key: read("key.pem") }) };
}
