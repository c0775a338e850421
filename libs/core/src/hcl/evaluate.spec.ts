/** Expressions: what they give, and what is said of the wrong ones. */
import { describe, expect, it } from "vitest";
import { evaluate } from "./evaluate.js";
import { HclError, Source } from "./position.js";
import type { HclValue } from "./value.js";
import { openFile } from "./variables.js";
import { contentsOfItems } from "./contents.js";

/** The value of `x` in a file. */
function valueOf(file: string): HclValue {
  const source = new Source("t.hcl", file);
  const { items, scope } = openFile(source, { uuid: () => "11111111-2222-4333-8444-555555555555" }, () => undefined);
  const found = contentsOfItems(items, scope).attributes.find((item) => item.attribute.name === "x");
  if (found === undefined) throw new Error("no x");
  return evaluate(found.attribute.value, scope);
}

function errorOf(file: string): string {
  const source = new Source("t.hcl", file);
  try {
    valueOf(file);
  } catch (error) {
    if (error instanceof HclError) return `${source.describe(error.span)}: ${error.message}`;
    throw error;
  }
  return "no error";
}

const values: readonly (readonly [expression: string, value: HclValue])[] = [
  ["1 + 2 * 3", 7],
  ["(1 + 2) * 3", 9],
  ["10 - 4 - 3", 3],
  ["7 % 3", 1],
  ["-2 + 5", 3],
  ["1 < 2 && 2 <= 2 && !(3 > 4)", true],
  ['"a" == "a" ? "yes" : "no"', "yes"],
  ["[1, 2] == [1, 2]", true],
  ["{ a = 1 } != { a = 2 }", true],
  ["false || true", true],
  ["1e3", 1000],
  ["[1, 2,\n 3,]", [1, 2, 3]],
  ['{ a = 1, "b" : 2\n (upper("c")) = 3 }', { a: 1, b: 2, C: 3 }],
  ['"${1 + 1}"', 2],
  ['"n=${1 + 1}"', "n=2"],
  ['"$${a} %%{b} $c"', "${a} %{b} $c"],
  ['"tab\\t quote\\" \\u00e9"', 'tab\t quote" é'],
  ['"%{ if true }a%{ else }b%{ endif }"', "a"],
  ['"%{ for i, v in ["x", "y"] }${i}${v} %{ endfor }"', "0x 1y "],
  ['"a ${~ "b" ~} c"', "abc"],
  ["<<EOT\nline\n  more\nEOT\n", "line\n  more\n"],
  ["<<-EOT\n    line\n      more ${1}\n\n    end\n    EOT\n", "line\n  more 1\n\nend\n"],
  ["[for v in [1, 2, 3] : v * 2 if v != 2]", [2, 6]],
  ["{ for k, v in { a = 1, b = 2 } : upper(k) => v }", { A: 1, B: 2 }],
  ["{ for v in [\"aa\", \"ab\", \"b\"] : substr(v, 0, 1) => v... }", { a: ["aa", "ab"], b: ["b"] }],
  ["[{ n = 1 }, { n = 2 }][*].n", [1, 2]],
  ["[{ n = [5] }].*.n", [[5]]],
  ["[{ n = [5] }][*].n[0]", [5]],
  ["[[1, 2], [3]][0][1]", 2],
  ["{ a = { b = 4 } }.a.b", 4],
  ['{ a = 1 }["a"]', 1],
  ["[1, 2].1", 2],
  ["null == null", true],
  ["true ?\n 1 :\n 2", 1],
  ["max(1, 5, 3)", 5],
  ["max([1, 5, 3]...)", 5],
  ["try({}.a, 9)", 9],
  ["can({}.a)", false],
  ['convert("3", number)', 3],
  ['attr.kernel.name', "${attr.kernel.name}"],
  ['"${attr.kernel.name}-${1}"', "${attr.kernel.name}-1"],
  ['"${env["HOME"]} ${NOMAD_PORT_http} ${meta.a-b} ${node.unique.id}"', '${env["HOME"]} ${NOMAD_PORT_http} ${meta.a-b} ${node.unique.id}'],
  ["/* a */ 1 // b", 1],
  ["1 # c", 1],
];

const calls: readonly (readonly [expression: string, value: HclValue])[] = [
  ["abs(-3)", 3],
  ["ceil(1.2)", 2],
  ["floor(-1.2)", -2],
  ["log(8, 2)", 3],
  ["min(3, 1)", 1],
  ['parseint("ff", 16)', 255],
  ["pow(2, 10)", 1024],
  ["signum(-9)", -1],
  ['chomp("a\\n\\n")', "a"],
  ['indent(2, "a\\nb")', "a\n  b"],
  ['join(",", ["a", 1], ["b"])', "a,1,b"],
  ['lower("ÄB")', "äb"],
  ['replace("a.b.c", ".", "-")', "a-b-c"],
  ['reverse("abc")', "cba"],
  ["reverse([1, 2])", [2, 1]],
  ['split(",", "a,b")', ["a", "b"]],
  ['strlen("añ😀")', 3],
  ['strrev("ab")', "ba"],
  ['substr("hello", -3, 2)', "ll"],
  ['title("hello big world")', "Hello Big World"],
  ['trim("??a?", "?")', "a"],
  ['trimprefix("ab", "a")', "b"],
  ['trimsuffix("ab", "b")', "a"],
  ['trimspace("  a ")', "a"],
  ["chunklist([1, 2, 3], 2)", [[1, 2], [3]]],
  ['coalesce("", null, "x")', "x"],
  ["coalescelist([], [1])", [1]],
  ['compact(["a", "", "b"])', ["a", "b"]],
  ["concat([1], [2, 3])", [1, 2, 3]],
  ['contains(["a"], "a")', true],
  ["distinct([1, 2, 1, [3], [3]])", [1, 2, [3]]],
  ["element([1, 2, 3], 4)", 2],
  ["flatten([1, [2, [3]]])", [1, 2, 3]],
  ['index(["a", "b"], "b")', 1],
  ["keys({ b = 1, a = 2 })", ["a", "b"]],
  ["values({ b = 1, a = 2 })", [2, 1]],
  ['length("añ")', 2],
  ['lookup({ a = 1 }, "b", 7)', 7],
  ["merge({ a = 1 }, { a = 2, b = 3 })", { a: 2, b: 3 }],
  ["range(3)", [0, 1, 2]],
  ["range(5, 1, -2)", [5, 3]],
  ["setintersection([1, 2], [2, 3])", [2]],
  ["setproduct([1, 2], [3])", [[1, 3], [2, 3]]],
  ["setunion([1], [1, 2])", [1, 2]],
  ["slice([1, 2, 3], 1, 2)", [2]],
  ['sort(["b", "a"])', ["a", "b"]],
  ['zipmap(["a"], [1])', { a: 1 }],
  ['format("%03d|%-4s|%5.1f|%q|%x|%v|%%", 7, "ab", 3.14159, "q", 255, [1])', '007|ab  |  3.1|"q"|ff|[1]|%'],
  ['formatlist("%s-%d", ["a", "b"], 1)', ["a-1", "b-1"]],
  ['base64encode("héllo")', "aMOpbGxv"],
  ['base64decode("aMOpbGxv")', "héllo"],
  ['csvdecode("a,b\\n1,\\"x,\\"\\"y\\"")', [{ a: "1", b: 'x,"y' }]],
  ['jsonencode({ b = [1, null], a = "x" })', '{"a":"x","b":[1,null]}'],
  ['jsondecode("{\\"a\\": [1]}")', { a: [1] }],
  ['urlencode("a b/ü")', "a+b%2F%C3%BC"],
  ['yamlencode({ a = [1, "x"] })', '"a":\n  - 1\n  - "x"\n'],
  ['md5("hello")', "5d41402abc4b2a76b9719d911017c592"],
  ['sha1("hello")', "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d"],
  ['sha256("hello")', "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"],
  ['sha512("")', "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"],
  ['uuidv5("dns", "example.com")', "cfbff0d1-9375-5685-968c-48ce8b15ae17"],
  ["uuidv4()", "11111111-2222-4333-8444-555555555555"],
  ['cidrhost("10.1.2.0/24", 5)', "10.1.2.5"],
  ['cidrhost("10.1.2.0/24", -1)', "10.1.2.255"],
  ['cidrnetmask("172.16.0.0/12")', "255.240.0.0"],
  ['cidrsubnet("10.0.0.0/8", 8, 2)', "10.2.0.0/16"],
  ['cidrsubnet("fd00:fd12:3456:7890::/56", 16, 162)', "fd00:fd12:3456:7800:a200::/72"],
  ['cidrsubnets("10.1.0.0/16", 4, 4, 8)', ["10.1.0.0/20", "10.1.16.0/20", "10.1.32.0/24"]],
  ['timeadd("2026-01-31T23:30:00Z", "1h")', "2026-02-01T00:30:00Z"],
  ['formatdate("EEE, DD MMM YYYY hh:mm:ss ZZZ", "2026-01-02T23:12:01Z")', "Fri, 02 Jan 2026 23:12:01 UTC"],
];

const errors: readonly (readonly [file: string, text: string])[] = [
  ["x = 1 +", "t.hcl:1,8: expected a value here, found the end of the file"],
  ["x = [1 2]", "t.hcl:1,8-9: expected ] or a comma in the list, found 2"],
  ['x = "abc\n', 't.hcl:1,5-9: a text in quotes must end on its line; add the missing " or use a heredoc (<<EOT)'],
  ["x = <<EOT\nabc\n", "t.hcl:1,5-6: the heredoc that begins here is never ended; put EOT alone on a line after it"],
  ["x = 'a'", 't.hcl:1,5-6: the character \' has no meaning here; use double quotes: "…"'],
  ["x = 1 / 0", "t.hcl:1,9-10: division by zero"],
  ['x = 1 + "a"', "t.hcl:1,9-12: the right of + must be a number, not a text"],
  ['x = "${attr.cpu.cores + 1}"', "t.hcl:1,8-22: the left of + must be a number, not a text; ${…} of a node or task is known only at run time"],
  ["x = docker", "t.hcl:1,5-11: the name docker is not known here; if a text is meant, put it in quotes"],
  ["x = uper(\"a\")", 't.hcl:1,5-9: there is no function uper; did you mean "upper"?'],
  ['x = file("/etc/passwd")', "t.hcl:1,5-9: file: filesystem function disabled"],
  ['x = bcrypt("a")', "t.hcl:1,5-11: bcrypt: not offered"],
  ["x = abs(1, 2)", "t.hcl:1,5-14: abs takes 1 argument, 2 given"],
  ["x = [1][3]", "t.hcl:1,5-11: the list has 1 elements, there is no element 3"],
  ["x = { name = 1 }.nmae", 't.hcl:1,5-22: there is no "nmae" in this object; did you mean "name"?'],
  ["x = 1\nx = 2", 't.hcl:2,1-2: "x" is set twice, first at t.hcl:1,1-2; remove one'],
  ["x = var.a", 't.hcl:1,5-10: there is no variable "a"; declare it'],
  ["locals {\n a = local.b\n b = local.c\n c = local.a\n}\nx = local.a", "locals refer to each other in a circle: a -> b -> c -> a; break it"],
  ['variable "a" { type = strng }\nx = var.a', 'strng is not a type; known are any, string, number, bool, list, set, map, object, tuple; did you mean "string"?'],
  ['variable "a" {\n type = number\n default = "q"\n}\nx = var.a', 'variable "a": the value must be a number, not a text'],
  ['variable "a" {\n default = 1\n validation {\n condition = var.a > 1\n error_message = "too small"\n }\n}\nx = var.a', 'the value of variable "a" is refused: too small'],
  ["x = 99999999999999999999", "the number 99999999999999999999 is too large to be kept exactly"],
  ["x = \u0000", "t.hcl:1,5-6: this is not a text file: character U+0000 is not allowed"],
  ['x = "%{ if true }a"', "t.hcl:1,6-8: this directive is never ended; add %{ endif }"],
  ["}", "t.hcl:1,1-2: this } closes nothing; remove it"],
  ["a {", "t.hcl:1,4: the file ends inside a block; add the missing }"],
  ["x = \"\\q\"", "t.hcl:1,6-8: \\q is not an escape"],
  ["/* a", "t.hcl:1,1-3: the comment that begins here is never closed"],
];

describe("evaluate", () => {
  it.each(values)("%s", (expression, value) => {
    expect(valueOf(`x = ${expression}\n`)).toEqual(value);
  });

  it.each(calls)("%s", (expression, value) => {
    expect(valueOf(`x = ${expression}\n`)).toEqual(value);
  });

  it.each(errors)("refuses %j", (file, text) => {
    expect(errorOf(file)).toContain(text);
  });

  it("resolves locals in any order", () => {
    expect(valueOf('locals {\n a = "${local.b}!"\n}\nlocals { b = var.c }\nvariable "c" { default = "x" }\nx = local.a')).toBe("x!");
  });
});

describe("limits", () => {
  const nested = (open: string, close: string, depth: number) => `x = ${open.repeat(depth)}1${close.repeat(depth)}`;

  it.each([
    ["brackets", nested("(", ")", 50_000)],
    ["lists", nested("[", "]", 50_000)],
    ["objects", nested("{a=", "}", 50_000)],
    ["negations", `x = ${"!".repeat(50_000)}true`],
    ["minus signs", `x = ${"-".repeat(50_000)}1`],
    ["templates", `x = ${'"${'.repeat(50_000)}1${'}"'.repeat(50_000)}`],
    ["calls", nested("abs(", ")", 50_000)],
    ["blocks", `${"a {\n".repeat(50_000)}`],
    ["conditionals", `x = ${"true ? ".repeat(50_000)}1`],
    ["directives", `x = "${"%{ if true }".repeat(50_000)}"`],
    ["index steps", `x = a${"[0]".repeat(50_000)}`],
    ["splats", `x = a${".*".repeat(50_000)}`],
  ])("refuses deep %s", (_, file) => {
    expect(errorOf(file)).toMatch(/deep|more than \d+/);
  });

  it("refuses long chains of operators", () => {
    expect(errorOf(`x = ${"1 + ".repeat(50_000)}1`)).toContain("more than 200 operators");
  });

  it("refuses texts that double by locals", () => {
    const doubling = Array.from({ length: 60 }, (_, at) => ` l${at + 1} = "\${local.l${at}}\${local.l${at}}"\n`).join("");
    expect(errorOf(`locals {\n l0 = "aaaaaaaaaaaaaaaa"\n${doubling}}\nx = local.l60`)).toMatch(/more than \d+ (steps|characters)/);
  });

  it("refuses lists that double by locals when they are walked", () => {
    const doubling = Array.from({ length: 60 }, (_, at) => ` l${at + 1} = [local.l${at}, local.l${at}]\n`).join("");
    expect(errorOf(`locals {\n l0 = 1\n${doubling}}\nx = jsonencode(local.l60)`)).toMatch(/more than/);
  });

  it("refuses long chains of locals", () => {
    const chain = Array.from({ length: 5000 }, (_, at) => ` l${at} = local.l${at + 1}\n`).join("");
    expect(errorOf(`locals {\n${chain} l5000 = 1\n}\nx = local.l0`)).toContain("levels deep");
  });

  it.each(["range(0, 1e9)", "[for a in range(9999) : [for b in range(9999) : [a, b]]]", 'join(",", [for a in range(99999) : format("%999d", a)])'])(
    "refuses the work of %s",
    (expression) => {
      expect(errorOf(`x = ${expression}`)).toContain("more than");
    },
  );

  it("refuses a source that is too large", () => {
    expect(errorOf(`x = 1\n${"# padding\n".repeat(120_000)}`)).toContain("more than the 1048576 allowed");
  });
});
