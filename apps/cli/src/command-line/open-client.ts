import { type Client, createClient } from "@berth/client/client";
import type { Call } from "./command.js";
import { targetOf } from "./connection-flags.js";
import { CommandFailure } from "./command.js";

export function openClient(call: Call): Client {
  const target = targetOf(call.flags, call.env);
  if (!URL.canParse(target.address) || !/^https?:$/.test(new URL(target.address).protocol))
    throw new CommandFailure(`"${target.address}" is not the address of a server: write it as http://127.0.0.1:4646`);
  return createClient(target);
}
