// An address as people write it (`nats://user:secret@host:4222`, several separated by commas) taken apart, so that
// credentials go to the client and never into a message or a log line.

export interface ServerAddress {
  /** host:port, without credentials; safe to print */
  readonly servers: readonly string[];
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly token: string | undefined;
  readonly tls: boolean;
}

export class ServerAddressError extends Error {
  override readonly name = "ServerAddressError";
}

export function parseServerAddress(text: string): ServerAddress {
  const parts = text.split(",").map((part) => part.trim()).filter((part) => part !== "");
  if (parts.length === 0) throw new ServerAddressError("the NATS address is empty; write for example nats://127.0.0.1:4222");
  const urls = parts.map(parseOne);
  const withUser = urls.find((url) => url.username !== "");
  const password = withUser === undefined ? "" : decodeURIComponent(withUser.password);
  const user = withUser === undefined ? "" : decodeURIComponent(withUser.username);
  return {
    servers: urls.map((url) => `${url.hostname}:${url.port || "4222"}`),
    user: password === "" ? undefined : user,
    password: password === "" ? undefined : password,
    token: password === "" && user !== "" ? user : undefined,
    tls: urls.some((url) => url.protocol === "tls:"),
  };
}

function parseOne(part: string, position: number): URL {
  const written = part.includes("://") ? part : `nats://${part}`;
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (url === undefined || url.hostname === "" || !["nats:", "tls:"].includes(url.protocol)) {
    // The text itself may hold a password, so it is not repeated.
    throw new ServerAddressError(`server ${position + 1} of the NATS address is not an address; write for example nats://127.0.0.1:4222`);
  }
  return url;
}
