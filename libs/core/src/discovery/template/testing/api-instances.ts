// Four instances of one service, as the registry would tell them: data for specifications of the template engine.
import type { TemplateAnswers } from "../render.js";
import type { TemplateInstance } from "../world.js";

function instance(number: number, tags: readonly string[], meta: Readonly<Record<string, string>>): TemplateInstance {
  return { node: `n${number}`, id: `api-${number}`, name: "api", address: `10.0.0.${number}`, port: 8000 + number, tags, meta };
}

export const apiInstances: readonly TemplateInstance[] = [
  instance(1, ["blue", "prod"], { x: "X1", zone: "a" }),
  instance(2, ["green"], { x: "X2" }),
  instance(3, [], { zone: "c" }),
  instance(4, ["blue"], {}),
];

export const answers: TemplateAnswers = {
  services: new Map([
    ["api", apiInstances],
    ["none", []],
  ]),
  keys: new Map([
    ["app/name", "berth"],
    ["app/none", null],
  ]),
};
