/**
 * Networks and ports (nomad.md 1.10). A port with a static number is a reserved port, any other a dynamic one;
 * `Value` is the host port (0: not chosen yet), `To` the port inside (0: the same as the host's, -1: likewise).
 */
import { z } from "zod";
import { block, blocks, type DeepReadonly, flag, int, text, textMap, texts, ZERO_FLAG, ZERO_NUMBER, ZERO_TEXT } from "./field.js";

export const portSchema = z
  .object({
    Label: text(null, ZERO_TEXT),
    Value: int("static", ZERO_NUMBER),
    To: int("to", ZERO_NUMBER),
    HostNetwork: text("host_network", { absent: "", default: "default" }),
    IgnoreCollision: flag("ignore_collision", ZERO_FLAG),
  })
  .meta({ id: "Port" });
export type Port = DeepReadonly<z.infer<typeof portSchema>>;

export const dnsSchema = z
  .object({ Servers: texts("servers"), Searches: texts("searches"), Options: texts("options") })
  .meta({ id: "DNSConfig" });
export type DnsConfig = DeepReadonly<z.infer<typeof dnsSchema>>;

export const cniSchema = z.object({ Args: textMap("args") }).meta({ id: "CNIConfig" });
export type CniConfig = DeepReadonly<z.infer<typeof cniSchema>>;

export const networkSchema = z
  .object({
    Mode: text("mode", ZERO_TEXT),
    Device: text("device", ZERO_TEXT),
    CIDR: text("cidr", ZERO_TEXT),
    IP: text("ip", ZERO_TEXT),
    Hostname: text("hostname", ZERO_TEXT),
    MBits: int("mbits", { default: 0 }),
    DNS: block("dns", dnsSchema),
    CNI: block("cni", cniSchema),
    ReservedPorts: blocks(null, portSchema, { label: "Label" }),
    DynamicPorts: blocks(null, portSchema, { label: "Label" }),
  })
  .meta({ id: "NetworkResource" });
export type NetworkResource = DeepReadonly<z.infer<typeof networkSchema>>;
