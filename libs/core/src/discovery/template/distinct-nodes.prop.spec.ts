import fc from "fast-check";
import { expect, it } from "vitest";
import { distinctNodes } from "./distinct-nodes.js";

const named = (...nodes: readonly string[]) => nodes.map((node) => ({ node }));

it("numbers what shares a node and leaves the rest", () => {
  expect(distinctNodes(named("a", "b", "a", "a"))).toEqual(named("a", "b", "a-2", "a-3"));
});

it("never takes the name of another node", () => {
  expect(distinctNodes(named("a", "a", "a-2"))).toEqual(named("a", "a-3", "a-2"));
});

it("gives distinct names in the same order, and changes none that is distinct", () => {
  const nodes = fc.array(fc.constantFrom("a", "b", "a-2", "a-2-2", "b-3"));
  fc.assert(
    fc.property(nodes, (given) => {
      const names = distinctNodes(named(...given)).map(({ node }) => node);
      expect(new Set(names).size).toBe(given.length);
      given.forEach((node, index) => {
        if (given.indexOf(node) === index) expect(names[index]).toBe(node);
        else expect(names[index]?.startsWith(`${node}-`)).toBe(true);
      });
    }),
  );
});
