// Configuration values by path, such as Consul's KV store, for templates.

export interface KeyValues {
  /** null: there is no such key. */
  value(path: string): Promise<string | null>;
}
