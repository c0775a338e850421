// Splits an image's name as people write it: "redis", "redis:8", "host:5000/team/app:1", "app@sha256:…".
import { configError } from "./config-reader.js";

export interface ImageReference {
  /** Without tag and digest. */
  readonly repository: string;
  /** A tag or a digest; "latest" when none is given. */
  readonly version: string;
  /** What the engine calls it. */
  readonly full: string;
}

/** Letters, digits and the separators of a reference only: the name becomes part of a request path to the engine. */
const REFERENCE = /^[a-zA-Z0-9][a-zA-Z0-9._-]*(:[0-9]+)?(\/[a-zA-Z0-9][a-zA-Z0-9._-]*)*(:[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127})?(@sha256:[0-9a-f]{64})?$/;

export function parseImageReference(image: string): ImageReference {
  const name = image.replace(/^https?:\/\//, "");
  if (name.length > 512 || !REFERENCE.test(name)) {
    throw configError('config.image is not an image\'s name; write it as "redis:8" or "registry.example:5000/team/app:1"');
  }
  const digestAt = name.indexOf("@");
  if (digestAt >= 0) return { repository: name.slice(0, digestAt), version: name.slice(digestAt + 1), full: name };
  const colonAt = name.lastIndexOf(":");
  // A colon before the last slash belongs to the registry's port.
  if (colonAt > name.lastIndexOf("/")) {
    return { repository: name.slice(0, colonAt), version: name.slice(colonAt + 1), full: name };
  }
  return { repository: name, version: "latest", full: `${name}:latest` };
}
