import Consul from "consul";
import type { ConsulSettings } from "./consul-settings.js";

export const REQUEST_TIMEOUT_MS = 10_000;

export function consulClient(settings: ConsulSettings): Consul {
  const { protocol, hostname, port } = new URL(settings.url);
  const secure = protocol === "https:";
  return new Consul({
    // The client puts an IPv6 address into a URL as it is.
    host: hostname,
    port: Number(port || (secure ? 443 : 80)),
    secure,
    defaults: settings.token === "" ? {} : { token: settings.token },
  });
}
