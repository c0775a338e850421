// What a gateway tells the controller each second (more often where nodes have less than four seconds to live): that it is there, and which nodes it heard since.

export interface HeardDigest {
  readonly gateway: string;
  readonly nodeIds: readonly string[];
}
