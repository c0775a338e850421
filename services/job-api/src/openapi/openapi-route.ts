/** GET /v1/openapi.json */
import { z } from "zod";
import { type DirectRoute, json, type Route } from "../http/route.js";
import { openApiDocument } from "./openapi-document.js";

export function openApiRoute(served: readonly Route[]): DirectRoute {
  let document: unknown;
  const route: DirectRoute = {
    kind: "direct",
    method: "GET",
    path: "/v1/openapi.json",
    summary: "This document",
    tag: "agent",
    answer: z.looseObject({}),
    handle: (context) => json((document ??= openApiDocument([...served, route], context.settings.version))),
  };
  return route;
}
