// One attempt of a health check against a running task. Never throws: what went wrong is the answer.

export interface HttpProbe {
  readonly type: "http";
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
  readonly tlsSkipVerify: boolean;
  readonly tlsServerName: string;
}

export interface TcpProbe {
  readonly type: "tcp";
  readonly host: string;
  readonly port: number;
}

export interface ScriptProbe {
  readonly type: "script";
  readonly command: readonly string[];
}

export type NetworkProbe = HttpProbe | TcpProbe;
export type Probe = NetworkProbe | ScriptProbe;

export type ProbeOutcome =
  | { readonly kind: "http"; readonly status: number; readonly body: string }
  | { readonly kind: "connected" }
  | { readonly kind: "script"; readonly exitCode: number; readonly output: string }
  | { readonly kind: "failed"; readonly message: string };

export interface CheckProbe {
  probe(probe: NetworkProbe, timeoutMs: number): Promise<ProbeOutcome>;
}
