// What a gateway tells the controller each second: that it is there, and which nodes it heard since.

export interface HeardDigest {
  readonly gateway: string;
  readonly nodeIds: readonly string[];
}
