import fc from "fast-check";
import { expect, it } from "vitest";
import { parseTemplate } from "./parser.js";
import { renderTemplate } from "./render.js";
import { TemplateError } from "./template-error.js";
import { answers } from "./testing/api-instances.js";

const pieces = [
  ..."{{ }} {{- -}} | ( ) , := = . $ $x $i .Node .Port .Tags .ServiceMeta.x if else end range with break continue define".split(" "),
  ...'service "api" "none" key "app/name" eq ne len index join split printf "%s-%d" "," 0 1 -1 1.5 true nil not and or'.split(" "),
  ..."/* */ ` ' \" \\ \n text \u00e9 \u{1f6a2}".split(" "),
  " ",
  "\n",
];
const scraps = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(" ").replaceAll("{{ - ", "{{- "));
const written = fc.oneof(scraps, fc.string({ maxLength: 60 }), scraps.map((text) => `{{range service "api"}}${text}{{end}}`));

it("any text is rendered or refused with a position inside of it", () => {
  fc.assert(
    fc.property(written, (text) => {
      try {
        expect(typeof renderTemplate(parseTemplate("t", text), answers).text).toBe("string");
      } catch (error) {
        if (!(error instanceof TemplateError)) throw error;
        expect(error.position.line).toBeLessThanOrEqual(text.split("\n").length);
        expect(error.message).toMatch(/^t:\d+:\d+: ./);
      }
    }),
    { numRuns: 3_000 },
  );
});

it("text without actions is rendered as it is", () => {
  const plain = fc.string().filter((text) => !text.includes("{{"));
  fc.assert(
    fc.property(plain, (text) => {
      expect(renderTemplate(parseTemplate("t", text), answers).text).toBe(text);
    }),
  );
});
