import { describe, expect, it } from "vitest";
import { parseTemplate } from "./parser.js";
import { renderTemplate, templateServices } from "./render.js";
import { answers, apiInstances } from "./testing/api-instances.js";

const render = (text: string) => renderTemplate(parseTemplate("t.ctmpl", text), answers);

describe("refuses with file, line and column", () => {
  const refused: readonly (readonly [why: string, template: string, message: string])[] = [
    ["unknown function", 'a\n {{ sevice "x" }}', 't.ctmpl:2:5: there is no function "sevice"; known are add, and, contains'],
    ["undeclared variable", "{{$x}}", "t.ctmpl:1:3: the variable $x is not declared here; declare it with {{$x := …}}"],
    ["variable of an ended block", "{{if true}}{{$x := 1}}{{end}}{{$x}}", "t.ctmpl:1:32: the variable $x is not declared here"],
    ["variable of the other branch", "{{if true}}{{$x := 1}}{{else}}{{$x}}{{end}}", "t.ctmpl:1:33: the variable $x is not declared"],
    ["unclosed action", "a\n{{ 1", 't.ctmpl:2:1: this action is not closed: "}}" is missing'],
    ["unclosed comment", "{{/* x", "t.ctmpl:1:1: this comment is not closed"],
    ["comment beside words", "{{/* x */ 1}}", "t.ctmpl:1:8: a comment must fill its action"],
    ["unclosed string", '{{ "abc\n" }}', 't.ctmpl:1:4: this string is not closed: a " is missing'],
    ["unknown escape", '{{ "\\z" }}', "t.ctmpl:1:5: unknown escape in a string"],
    ["no end", 'x{{range service "api"}}', "t.ctmpl:1:4: this has no {{end}}"],
    ["end of nothing", "x{{end}}", "t.ctmpl:1:4: {{end}} belongs to no if, with or range"],
    ["two elses", "{{if 1}}{{else}}{{else}}{{end}}", "t.ctmpl:1:3: this has two {{else}}"],
    ["break outside", "{{break}}", "t.ctmpl:1:3: {{break}} is outside of any range"],
    ["empty action", "{{}}", 't.ctmpl:1:3: unexpected "}}"; a value is missing before it'],
    ["empty pipe", "{{1 | }}", 't.ctmpl:1:7: unexpected "}}"; a value is missing before it'],
    ["value after a pipe", '{{1 | "x"}}', "t.ctmpl:1:7: after | a function is needed, this is a value"],
    ["argument to a value", '{{"x" 1}}', "t.ctmpl:1:7: an argument is given to something that is not a function"],
    ["unclosed group", "{{(1}}", 't.ctmpl:1:3: this "(" is not closed'],
    ["stray character", "{{ # }}", 't.ctmpl:1:4: "#" has no meaning here'],
    ["not a number", "{{ 12ab }}", "t.ctmpl:1:4: this is not a number"],
    ["definitions", '{{define "x"}}{{end}}', "t.ctmpl:1:3: {{define}} is not supported: write its content where it is used"],
    ["two variables in if", "{{if $a, $b := 1}}{{end}}", "t.ctmpl:1:6: only range sets two variables"],
    ["unknown field", '{{range service "api"}}{{.Adress}}{{end}}', "t.ctmpl:1:26: a service instance has no field .Adress; it has .Node, .Address"],
    ["field of nothing", "{{.Port}}", "t.ctmpl:1:3: .Port is asked of nil, which has no fields"],
    ["range over text", '{{range "x"}}{{end}}', "t.ctmpl:1:9: range goes over a list or a map, not over a string"],
    ["wrong count", "{{not}}", "t.ctmpl:1:3: not takes 1 argument, here are 0"],
    ["wrong type", "{{toUpper 1}}", "t.ctmpl:1:3: toUpper: a string is needed, not a number"],
    ["compared kinds", '{{eq 1 "1"}}', "t.ctmpl:1:3: eq: a number is compared with a string"],
    ["index outside", '{{index (service "api") 9}}', "t.ctmpl:1:3: index: 9 is outside of the list of 4"],
    ["printf kinds", '{{printf "%d" "x"}}', "t.ctmpl:1:3: printf: %d cannot print a string"],
    ["printf too few", '{{printf "%d"}}', "t.ctmpl:1:3: printf: %d has no argument"],
    ["printf too many", '{{printf "x" 1}}', "t.ctmpl:1:3: printf: 1 arguments are given, the format uses 0"],
    ["whole instance", '{{index (service "api") 0}}', "t.ctmpl:1:3: a service instance cannot be printed whole"],
    ["other datacenter", '{{service "api@dc2"}}', 't.ctmpl:1:3: service: "api@dc2" is not a service query; write "name" or "tag.name"'],
    ["other filter", '{{service "api" "any"}}', 't.ctmpl:1:3: service: the filter "any" is not supported'],
  ];
  it.each(refused)("%s", (_why, template, message) => {
    expect(() => render(template)).toThrow(message);
  });

  it("a template that never ends by nesting", () => {
    expect(() => parseTemplate("t.ctmpl", "{{if 1}}".repeat(101))).toThrow("t.ctmpl:1:803: blocks are nested deeper than 100");
  });

  it("a template that writes without end", () => {
    const text = `{{range 2000}}{{range 2000}}${"x".repeat(9)}{{end}}{{end}}`;
    expect(() => render(text)).toThrow("this template writes more than");
  });
});

it("names each instance's node apart when it is asked to, the same under every tag", () => {
  const instances = ["a", "b", "c"].map((id) => ({ ...apiInstances[0]!, id, node: "n", tags: id === "b" ? ["blue"] : [] }));
  const template = parseTemplate("t", '{{range service "api"}}{{.Node}} {{end}}/{{range service "blue.api"}}{{.Node}}{{end}}');
  const given = { services: new Map([["api", instances]]), keys: new Map<string, string>() };
  expect(renderTemplate(template, { ...given, distinctNodes: true }).text).toBe("n n-2 n-3 /n-2");
  expect(renderTemplate(template, given).text).toBe("n n n /n");
});

describe("what a rendering depends on", () => {
  it("names each service once, whether it is asked with a tag, in a group or through a pipe", () => {
    const template = parseTemplate("t", '{{range service "blue.api"}}{{end}}{{len (service "api")}}{{if "db" | service}}{{end}}{{with service "none"}}{{end}}');
    expect(templateServices(template)).toEqual(["api", "db", "none"]);
  });

  it("waits for a service that was not asked of the registry yet, also one whose name is computed", () => {
    const rendering = render('{{range split "," "api,web"}}{{len (service .)}} {{end}}');
    expect(rendering.services).toEqual(["api", "web"]);
    expect(rendering.waiting).toEqual({ services: ["web"], keys: [] });
  });

  it("waits for a key that does not exist, but not when there is a default", () => {
    expect(render('{{key "app/none"}}').waiting.keys).toEqual(["app/none"]);
    expect(render('{{keyOrDefault "app/none" "x"}}')).toMatchObject({ text: "x", keys: ["app/none"], waiting: { keys: [] } });
  });
});
