// Each expectation below was printed by Go's own text/template (Go 1.26, missingkey=zero, consul-template's functions
// over the same four instances), so that white space and printing are compared with the real thing.
import { describe, expect, it } from "vitest";
import { parseTemplate } from "./parser.js";
import { renderTemplate } from "./render.js";
import { answers } from "./testing/api-instances.js";

const cases: readonly (readonly [template: string, printed: string])[] = [
  ["plain text\n", "plain text\n"],
  ["a{{/* comment */}}b", "ab"],
  ["a {{- /* comment */ -}} b", "ab"],
  ["a {{- \"x\" -}} b", "axb"],
  ["a\n\n  {{- \"x\" }}\n  b {{ \"y\" -}}\n\n c", "ax\n  b yc"],
  ["{{23 -}} < {{- 45}}", "23<45"],
  ["{{-3}}", "-3"],
  ["backend webs\n            balance roundrobin\n            mode http{{range service \"api\"}}\nserver {{.Node}} {{.Address}}:{{.Port}}{{end}}\n", "backend webs\n            balance roundrobin\n            mode http\nserver n1 10.0.0.1:8001\nserver n2 10.0.0.2:8002\nserver n3 10.0.0.3:8003\nserver n4 10.0.0.4:8004\n"],
  ["{{range service \"api\"}}{{.Name}} {{.ID}} {{.Tags}} {{.ServiceMeta.x}}|{{end}}", "api api-1 [blue prod] X1|api api-2 [green] X2|api api-3 [] |api api-4 [blue] |"],
  ["{{range $i, $s := service \"api\"}}{{if $i}}, {{end}}{{$i}}={{$s.Address}}{{end}}", "0=10.0.0.1, 1=10.0.0.2, 2=10.0.0.3, 3=10.0.0.4"],
  ["{{range $s := service \"api\"}}[{{$s.Port}}{{.Port}}]{{end}}", "[80018001][80028002][80038003][80048004]"],
  ["{{range service \"none\"}}x{{else}}nobody{{end}}", "nobody"],
  ["{{range service \"blue.api\"}}{{.ID}} {{end}}", "api-1 api-4 "],
  ["{{with service \"api\"}}{{len .}} of them{{else}}none{{end}}", "4 of them"],
  ["{{with service \"none\"}}{{len .}} of them{{else}}none{{end}}", "none"],
  ["{{with $s := service \"api\"}}{{range $s}}{{.Port}};{{end}}{{end}}", "8001;8002;8003;8004;"],
  ["{{with index (service \"api\") 0}}{{.Node}}{{end}}", "n1"],
  ["{{(index (service \"api\") 1).Address}}", "10.0.0.2"],
  ["{{if eq 1 2}}a{{else if eq 2 2}}b{{else}}c{{end}}", "b"],
  ["{{if false}}a{{else if \"\"}}b{{else}}c{{end}}", "c"],
  ["{{with \"\"}}a{{else with \"w\"}}{{.}}{{else}}c{{end}}", "w"],
  ["{{eq \"a\" \"b\" \"a\"}} {{ne 1 2}} {{lt 1 2}} {{gt 1 2}} {{le 2 2}} {{ge 1 2}} {{lt \"a\" \"b\"}}", "true true true false true false true"],
  ["{{and 1 0 2}} {{and 1 2}} {{or 0 \"\" \"x\"}} {{or 0 \"\"}} {{not 1}} {{not \"\"}}", "0 2 x  false true"],
  ["{{and true (eq 1 1)}} {{or (lt 2 1) (gt 3 2)}}", "true true"],
  ["{{len \"héllo\"}} {{len (service \"api\")}}", "6 4"],
  ["{{printf \"%s-%d-%v-%q\" \"a\" 7 true \"x\\\"y\"}}", "a-7-true-\"x\\\"y\""],
  ["{{printf \"%5d|%-5d|%05d|%+d|%x|%X|%o|%b|%c\" 42 42 42 42 255 255 8 5 65}}", "   42|42   |00042|+42|ff|FF|10|101|A"],
  ["{{printf \"%8s|%-8s|%.2s|%.2f|%8.3f|%e|%t|100%%\" \"ab\" \"ab\" \"abcdef\" 3.14159 2.5 1234.5 false}}", "      ab|ab      |ab|3.14|   2.500|1.234500e+03|false|100%"],
  ["{{printf \"%-30s %s\" \"x\" \"y\"}}", "x                              y"],
  ["{{\"out\" | printf \"%s-%s\" \"in\"}}", "in-out"],
  ["{{\"a,b,c\" | split \",\" | join \"; \"}}", "a; b; c"],
  ["{{split \",\" \"a,b\"}} {{index (split \",\" \"a,b\") 1}}", "[a b] b"],
  ["{{\"MiXed\" | toLower}} {{toUpper \"MiXed\"}} {{\"  x \" | trimSpace}} {{replaceAll \"a\" \"b\" \"banana\"}}", "mixed MIXED x bbnbnb"],
  ["{{range service \"api\"}}{{if .Tags | contains \"blue\"}}{{.ID}} {{end}}{{end}}", "api-1 api-4 "],
  ["{{range service \"api\"}}{{if .Tags | contains \"blue\" | not}}{{.ID}} {{end}}{{end}}", "api-2 api-3 "],
  ["{{$x := 1}}{{if true}}{{$x = 2}}{{end}}{{$x}}", "2"],
  ["{{$x := 1}}{{if true}}{{$x := 2}}{{$x}}{{end}}{{$x}}", "21"],
  ["{{$n := \"\"}}{{range service \"api\"}}{{$n = .Node}}{{end}}{{$n}}", "n4"],
  ["{{range $k, $v := (index (service \"api\") 0).ServiceMeta}}{{$k}}={{$v}} {{end}}", "x=X1 zone=a "],
  ["{{range (index (service \"api\") 0).ServiceMeta}}{{.}} {{end}}", "X1 a "],
  ["{{(index (service \"api\") 0).ServiceMeta}}", "map[x:X1 zone:a]"],
  ["{{index (index (service \"api\") 0).ServiceMeta \"zone\"}}", "a"],
  ["{{range $i, $s := service \"api\"}}{{if eq $i 1}}{{continue}}{{end}}{{if eq $i 3}}{{break}}{{end}}{{$i}}{{end}}", "02"],
  ["{{range $i := 3}}{{$i}}{{end}}", "012"],
  ["{{key \"app/name\"}} {{keyOrDefault \"app/none\" \"fallback\"}} {{keyOrDefault \"app/name\" \"fallback\"}}", "berth fallback berth"],
  ["{{\"api\" | service | len}}", "4"],
  ["{{ `raw \\n \"q\"` }} {{\"tab\\tnl\\nuni\\u00e9\"}} {{'a'}} {{0x1F}} {{1_000}} {{1.5}} {{-2}} {{1e3}}", "raw \\n \"q\" tab\tnl\nunié 97 31 1000 1.5 -2 1000"],
  ["{{ true }} {{ false }} {{print 1 2 \"a\" \"b\" 3}} {{println \"a\" 1}}x", "true false 1 2ab3 a 1\nx"],
  ["{{range service \"api\" -}}\n  server {{.Node}}\n{{- end}}\nend", "server n1server n2server n3server n4\nend"],
  ["{{- range service \"api\"}}\n  server {{.Node}}\n{{- else}}\n  none\n{{- end}}\nend", "\n  server n1\n  server n2\n  server n3\n  server n4\nend"],
  ["x\n{{- if true }}\n  yes\n{{- end }}\n\n{{- /* c */}}\ny", "x\n  yes\ny"],
  ["{{ if\n true }}multi\nline{{\nend }}", "multi\nline"],
  ["a }} b { c {{\"}}\"}} {{`{{`}}", "a }} b { c }} {{"],
  ["{{$a := service \"api\"}}{{$b := len $a}}{{printf \"%d nodes\" $b}}{{range $i, $e := $a}}{{if gt $i 0}},{{end}}{{.Node}}:{{.Port}}{{end}}", "4 nodesn1:8001,n2:8002,n3:8003,n4:8004"],
  ["{{range service \"api\"}}{{$p := .Port}}{{with .ServiceMeta.zone}}{{.}}:{{$p}} {{end}}{{end}}", "a:8001 c:8003 "],
  ["{{range $s := service \"api\"}}{{with $s.ServiceMeta.none}}has{{else}}-{{end}}{{end}}", "----"],
  ["{{add 1 2}} {{subtract 1 5}} {{1 | add 2}}", "3 4 3"],
  ["{{if and (eq 1 1) (or (eq 1 2) (not false))}}deep{{end}}", "deep"],
  ["{{range service \"api\"}}{{range .Tags}}{{.}},{{end}}{{end}}", "blue,prod,green,blue,"],
  ["{{printf \"%q\" \"a\\tb\\\\\"}} {{printf \"%v %v\" 1.0 (split \",\" \"a,b\")}} {{printf \"%s\" (split \",\" \"a,b\")}} {{printf \"%x\" \"hi\"}}", "\"a\\tb\\\\\" 1 [a b] [a b] 6869"],
  ["trailing {{\"x\" -}}   \n\n", "trailing x"],
  ["   \n{{- \"lead\"}}", "lead"],
  ["{{\"a\"}}{{- \"b\" -}}{{\"c\"}}", "abc"],
];

describe("renders what Go's text/template renders", () => {
  it.each(cases)("%j", (template, printed) => {
    expect(renderTemplate(parseTemplate("golden.ctmpl", template), answers).text).toBe(printed);
  });
});
