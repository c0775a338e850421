// The house rules as pure functions: a file in, findings out. The rules about types, unused code and imports belong to tsc, oxlint,
// knip and dependency-cruiser; these are the ones that none of them knows.
import { parseSync } from "oxc-parser";

export const LIMITS = { fileLines: 400, functionLines: 70, coreCommentLines: 1 };

const SOURCE = /\.(ts|tsx|mts|mjs|cjs|js)$/;
const TEXT = /\.(ts|tsx|mts|mjs|cjs|js|json|md|ya?ml|sh|proto|prisma|sql|hcl|nomad|ctmpl|tf|cfg|conf|html|css|txt)$|(^|\/)(Dockerfile[^/]*|berth|\.ci\/[^/]+|\.npmrc|\.gitignore)$/;
const GENERATED = /(^|\/)gen\//;
const SPEC = /\.spec\.tsx?$/;
// Files whose default export another program asks for.
const CONFIG = /(^|\/)[^/]*(config|rc|-reporter)\.(ts|mjs|cjs|js)$|(^|\/)\.[^/]+\.(cjs|mjs)$/;
const KEBAB = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const BAD_NAME = /.(Manager|Helpers?|Utils?)$/;
const BAD_FILE = /(^|-)(managers?|helpers?|utils?|misc)\.[a-z.]+$/;

/** `file` is `{ path, text }`; `mirrorHosts` are host names that belong to a machine's configuration. Returns `{ path, line, message }[]`. */
export function tidy(file, mirrorHosts = []) {
  const findings = [];
  const report = (line, message) => findings.push({ path: file.path, line, message });
  if (TEXT.test(file.path)) checkText({ file, report, mirrorHosts });
  if (SOURCE.test(file.path) && !GENERATED.test(file.path)) checkSource(file, report);
  return findings;
}

// Written in pieces, or with escapes, so that this file does not find itself.
const MARKS = new RegExp(`\\b(${["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"].join("|")})\\b|\\bnot (yet )?imple` + "mented\\b", "i");
const MARK_WORDS = new RegExp(`\\b(${["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"].join("|")})\\b|[Nn]ot (yet )?imple` + "mented\\b");
const MACHINE_PATH = /(^|[\s"'`(=:])\/(work\/(main|shared|\.library)|tmp\/brief|home\/[a-z]+|Users\/[a-z]+)\b/;

function checkText({ file, report, mirrorHosts }) {
  const marks = SOURCE.test(file.path) ? MARK_WORDS : MARKS;
  const mayHaveMarks = GENERATED.test(file.path) || file.path === "package-lock.json" || file.path.startsWith("LICENSE");
  for (const [index, line] of file.text.split("\n").entries()) {
    if (!mayHaveMarks && marks.test(line)) report(index + 1, `"${marks.exec(line)?.[0]}": finish it, or file an issue`);
    if (MACHINE_PATH.test(line)) report(index + 1, "a path of one machine: make it relative or an argument");
    const host = mirrorHosts.find((name) => line.includes(name));
    if (host !== undefined) report(index + 1, "the host of a package mirror or registry: ask the machine's own configuration for it");
  }
}

function checkSource(file, report) {
  checkFileName(file, report);
  const lineCount = file.text.trimEnd().split("\n").length;
  if (lineCount > LIMITS.fileLines) report(1, `${lineCount} lines, at most ${LIMITS.fileLines}: split it by idea`);
  if (isCore(file.path)) checkOpeningComment(file, report);
  const parsed = parseSync(file.path, file.text);
  if (parsed.errors.length > 0) {
    report(1, `does not parse: ${parsed.errors[0].message}`);
    return;
  }
  const context = { file, report, lineOf: lineFinder(file.text), comments: parsed.comments };
  checkComments(context);
  walk(parsed.program, [], (node, ancestors) => checkNode(context, node, ancestors));
}

function isCore(path) {
  return path.startsWith("libs/core/src/") && !SPEC.test(path);
}

function checkFileName(file, report) {
  const name = file.path.slice(file.path.lastIndexOf("/") + 1);
  if (!KEBAB.test(name)) report(1, `file name ${name}: write it in kebab-case`);
  if (BAD_FILE.test(name)) report(1, `file name ${name}: name the idea, not a drawer`);
}

function checkOpeningComment(file, report) {
  const opening = /^\s*(\/\*[\s\S]*?\*\/|(\/\/.*\n)+)/.exec(file.text);
  const lines = opening === null ? 0 : opening[0].trim().split("\n").length;
  if (lines < LIMITS.coreCommentLines) report(1, "a core file opens with a comment: what it decides, its invariants, what it refuses");
}

function checkComments({ file, report, lineOf, comments }) {
  for (const comment of comments) {
    const line = lineOf(comment.start);
    if (/^\s*@ts-(ignore|expect-error|nocheck)\b/.test(comment.value)) report(line, "switches the type checker off: give it a type instead");
    if (/(oxlint|eslint)-disable/.test(comment.value) && !/ -- \S/.test(comment.value)) {
      report(line, "a lint rule is switched off without a reason: add ` -- reason`");
    }
    if (file.path.startsWith("libs/core/") && /\bas any\b/.test(comment.value)) report(line, "mentions a cast to any");
  }
}

const FUNCTIONS = new Set(["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"]);
const NAMED_TYPES = new Set(["ClassDeclaration", "TSInterfaceDeclaration", "TSTypeAliasDeclaration"]);

function checkNode(context, node, ancestors) {
  const { file, report, lineOf } = context;
  if (FUNCTIONS.has(node.type)) checkFunction(context, node, ancestors);
  if (node.type === "ExportAllDeclaration" && node.exported === null) report(lineOf(node.start), "export *: name what is exported");
  if (node.type === "ExportDefaultDeclaration" && !CONFIG.test(file.path)) report(lineOf(node.start), "default export: give it a name");
  if (node.type === "TSAnyKeyword") report(lineOf(node.start), "any: use unknown and narrow it");
  if (node.type === "TSEnumDeclaration") report(lineOf(node.start), "enum: use a union of strings or a const object");
  if (NAMED_TYPES.has(node.type)) checkTypeName(context, node);
  if (node.type === "MemberExpression") checkMember(context, node);
  if (isCore(file.path)) checkPurity(context, node);
}

function checkTypeName({ report, lineOf }, node) {
  const name = node.id?.name ?? "";
  const isClass = node.type === "ClassDeclaration";
  if (BAD_NAME.test(name) || (isClass && /.Service$/.test(name))) report(lineOf(node.start), `${name}: name it by its role`);
}

function checkFunction({ file, report, lineOf, comments }, node, ancestors) {
  const first = lineOf(node.start);
  const lines = lineOf(node.end) - first + 1;
  if (lines <= LIMITS.functionLines || isDescribe(ancestors.at(-1))) return;
  const statement = ancestors.findLast((one) => /Statement|Declaration|Property|MethodDefinition/.test(one.type)) ?? node;
  const start = Math.min(first, lineOf(statement.start));
  const exempt = comments.some((comment) => {
    const line = lineOf(comment.start);
    return /^\s*\*?\s*spine: \S/m.test(comment.value) && line < start && line >= start - 6;
  });
  if (!exempt) report(first, `a function of ${lines} lines, at most ${LIMITS.functionLines}: split it, or say \`// spine: why\` above it (${file.path})`);
}

function isDescribe(call) {
  if (call?.type !== "CallExpression") return false;
  const callee = call.callee.type === "CallExpression" ? call.callee.callee : call.callee;
  const root = callee.type === "MemberExpression" ? callee.object : callee;
  return root.type === "Identifier" && root.name === "describe";
}

function checkMember({ file, report, lineOf }, node) {
  if (!SPEC.test(file.path) || node.object.type !== "Identifier" || node.property.type !== "Identifier") return;
  const { name } = node.object;
  const imported = name !== "test" || /import \{[^}]*\btest\b[^}]*\} from "vitest"/.test(file.text);
  if (!["it", "test", "describe"].includes(name) || !imported) return;
  if (["skip", "only", "todo", "fails"].includes(node.property.name)) {
    report(lineOf(node.start), `${name}.${node.property.name}: use skipIf, or skip inside the test with a reason`);
  }
}

const IMPURE_MEMBERS = new Set(["Date.now", "Math.random", "performance.now", "crypto.randomUUID", "crypto.getRandomValues"]);

function checkPurity({ report, lineOf }, node) {
  if (node.type === "MemberExpression" && node.object.type === "Identifier" && node.property.type === "Identifier") {
    const name = `${node.object.name}.${node.property.name}`;
    if (IMPURE_MEMBERS.has(name)) report(lineOf(node.start), `${name} in core: time, ids and randomness are arguments`);
  }
  if (node.type === "NewExpression" && node.callee.name === "Date" && node.arguments.length === 0) {
    report(lineOf(node.start), "new Date() in core: time is an argument");
  }
}

function walk(node, ancestors, visit) {
  visit(node, ancestors);
  const path = [...ancestors, node];
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child !== null && typeof child === "object" && typeof child.type === "string") walk(child, path, visit);
    }
  }
}

function lineFinder(text) {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}

/** Decision records are `docs/adr/NNNN-title.md`, numbered without gaps from 0001, and start with their number and title. */
export function tidyDecisionRecords(files) {
  const findings = [];
  const records = files.filter((file) => file.path.startsWith("docs/adr/"));
  for (const [index, file] of records.entries()) {
    const number = /^docs\/adr\/(\d{4})-[a-z0-9-]+\.md$/.exec(file.path)?.[1];
    const expected = String(index + 1).padStart(4, "0");
    if (number === undefined) findings.push({ path: file.path, line: 1, message: "a decision record is called docs/adr/NNNN-title.md" });
    else if (number !== expected) findings.push({ path: file.path, line: 1, message: `number ${number}, expected ${expected}: numbers have no gaps` });
    if (!/^# .+/.test(file.text)) findings.push({ path: file.path, line: 1, message: "a decision record starts with a title" });
  }
  return findings;
}
