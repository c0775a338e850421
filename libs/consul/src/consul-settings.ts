// Where Consul is and how to speak to it, from the environment variables that Consul's own tools read.

export interface ConsulSettings {
  /** http(s)://host:port */
  readonly url: string;
  /** "" = none. Never logged: not in messages, not in errors. */
  readonly token: string;
}

const DEFAULT_URL = "http://127.0.0.1:8500";

/** Throws with a message that names the variable. */
export function consulSettings(env: Readonly<Record<string, string | undefined>>): ConsulSettings {
  const address = env["CONSUL_HTTP_ADDR"] || DEFAULT_URL;
  const secure = env["CONSUL_HTTP_SSL"] === "true";
  const written = address.includes("://") ? address : `${secure ? "https" : "http"}://${address}`;
  if (!URL.canParse(written)) throw new Error("CONSUL_HTTP_ADDR is no address; write host:port or http://host:port");
  const { protocol, host, username } = new URL(written);
  if (protocol !== "http:" && protocol !== "https:") throw new Error(`CONSUL_HTTP_ADDR has the unknown scheme "${protocol}"; write http or https`);
  if (username !== "") throw new Error("CONSUL_HTTP_ADDR must not hold credentials; set CONSUL_HTTP_TOKEN instead");
  return { url: `${protocol}//${host}`, token: env["CONSUL_HTTP_TOKEN"] ?? "" };
}
