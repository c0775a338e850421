/**
 * Consul Connect of a group's service (nomad.md 1.11). The shape is accepted and kept; Berth does not start sidecars,
 * and says so in a warning (jobspec/not-acted-on).
 */
import { z } from "zod";
import {
  block,
  blocks,
  type DeepReadonly,
  durationOrNull,
  flag,
  free,
  int,
  intOrNull,
  ints,
  text,
  textMap,
  texts,
  ZERO_FLAG,
  ZERO_NUMBER,
  ZERO_TEXT,
} from "./field.js";
import { identitySchema } from "./identity.js";
import { logConfigSchema } from "./policies.js";
import { resourcesSchema } from "./resources.js";
import { volumeMountSchema } from "./volume.js";

const meshGatewaySchema = z.object({ Mode: text("mode", ZERO_TEXT) });

const upstreamSchema = z.object({
  DestinationName: text("destination_name", ZERO_TEXT),
  DestinationNamespace: text("destination_namespace", ZERO_TEXT),
  DestinationPeer: text("destination_peer", ZERO_TEXT),
  DestinationPartition: text("destination_partition", ZERO_TEXT),
  DestinationType: text("destination_type", ZERO_TEXT),
  LocalBindPort: int("local_bind_port", ZERO_NUMBER),
  Datacenter: text("datacenter", ZERO_TEXT),
  LocalBindAddress: text("local_bind_address", ZERO_TEXT),
  LocalBindSocketPath: text("local_bind_socket_path", ZERO_TEXT),
  LocalBindSocketMode: text("local_bind_socket_mode", ZERO_TEXT),
  MeshGateway: block("mesh_gateway", meshGatewaySchema),
  Config: free("config"),
});

const exposePathSchema = z.object({
  Path: text("path", ZERO_TEXT),
  Protocol: text("protocol", ZERO_TEXT),
  LocalPathPort: int("local_path_port", ZERO_NUMBER),
  ListenerPort: text("listener_port", ZERO_TEXT),
});

const transparentProxySchema = z.object({
  UID: text("uid", ZERO_TEXT),
  OutboundPort: int("outbound_port", ZERO_NUMBER),
  ExcludeInboundPorts: texts("exclude_inbound_ports"),
  ExcludeOutboundPorts: ints("exclude_outbound_ports"),
  ExcludeOutboundCIDRs: texts("exclude_outbound_cidrs"),
  ExcludeUIDs: texts("exclude_uids"),
  NoDNS: flag("no_dns", ZERO_FLAG),
});

const proxySchema = z.object({
  LocalServiceAddress: text("local_service_address", ZERO_TEXT),
  LocalServicePort: int("local_service_port", ZERO_NUMBER),
  Expose: block("expose", z.object({ Paths: blocks("path", exposePathSchema) })),
  Upstreams: blocks("upstreams", upstreamSchema),
  TransparentProxy: block("transparent_proxy", transparentProxySchema),
  Config: free("config"),
});

const sidecarServiceSchema = z.object({
  Tags: texts("tags"),
  Port: text("port", ZERO_TEXT),
  DisableDefaultTCPCheck: flag("disable_default_tcp_check", ZERO_FLAG),
  Meta: textMap("meta"),
  Proxy: block("proxy", proxySchema),
});

const sidecarTaskSchema = z.object({
  Name: text("name", ZERO_TEXT),
  Driver: text("driver", ZERO_TEXT),
  User: text("user", ZERO_TEXT),
  Config: free("config"),
  Env: textMap("env"),
  Resources: block("resources", resourcesSchema),
  Meta: textMap("meta"),
  KillTimeout: durationOrNull("kill_timeout"),
  LogConfig: block("logs", logConfigSchema),
  ShutdownDelay: durationOrNull("shutdown_delay"),
  KillSignal: text("kill_signal", ZERO_TEXT),
  VolumeMounts: blocks("volume_mount", volumeMountSchema),
  Identity: block("identity", identitySchema),
});

const gatewayBindSchema = z.object({
  Name: text(null, ZERO_TEXT),
  Address: text("address", ZERO_TEXT),
  Port: int("port", ZERO_NUMBER),
});

const gatewayProxySchema = z.object({
  ConnectTimeout: durationOrNull("connect_timeout"),
  EnvoyGatewayBindTaggedAddresses: flag("envoy_gateway_bind_tagged_addresses", ZERO_FLAG),
  EnvoyGatewayBindAddresses: blocks("envoy_gateway_bind_addresses", gatewayBindSchema, { label: "Name" }),
  EnvoyGatewayNoDefaultBind: flag("envoy_gateway_no_default_bind", ZERO_FLAG),
  EnvoyDNSDiscoveryType: text("envoy_dns_discovery_type", ZERO_TEXT),
  Config: free("config"),
});

const ingressSchema = z.object({
  TLS: free("tls"),
  Listeners: blocks(
    "listener",
    z.object({
      Port: int("port", ZERO_NUMBER),
      Protocol: text("protocol", ZERO_TEXT),
      Services: blocks(
        "service",
        z.object({
          Name: text("name", ZERO_TEXT),
          Hosts: texts("hosts"),
          TLS: free("tls"),
          MaxConnections: intOrNull("max_connections"),
          MaxPendingRequests: intOrNull("max_pending_requests"),
          MaxConcurrentRequests: intOrNull("max_concurrent_requests"),
        }),
      ),
    }),
  ),
});

const terminatingSchema = z.object({
  Services: blocks(
    "service",
    z.object({
      Name: text("name", ZERO_TEXT),
      CAFile: text("ca_file", ZERO_TEXT),
      CertFile: text("cert_file", ZERO_TEXT),
      KeyFile: text("key_file", ZERO_TEXT),
      SNI: text("sni", ZERO_TEXT),
    }),
  ),
});

export const connectSchema = z
  .object({
    Native: flag("native", ZERO_FLAG),
    SidecarService: block("sidecar_service", sidecarServiceSchema),
    SidecarTask: block("sidecar_task", sidecarTaskSchema),
    Gateway: block(
      "gateway",
      z.object({
        Proxy: block("proxy", gatewayProxySchema),
        Ingress: block("ingress", ingressSchema),
        Terminating: block("terminating", terminatingSchema),
        Mesh: block("mesh", z.object({})),
      }),
    ),
  })
  .meta({ id: "ConsulConnect" });
export type ConsulConnect = DeepReadonly<z.infer<typeof connectSchema>>;
