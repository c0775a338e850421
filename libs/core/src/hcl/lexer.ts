/**
 * Cuts a source text into tokens. Quotes, heredocs and `${ }` nest, so the lexer keeps a stack of modes; it does not
 * recurse. It refuses what is not text (control characters, invalid UTF-8), strings that are not closed, unknown
 * escapes and characters that mean nothing in HCL.
 */
import { MAX_NESTING, MAX_SOURCE_CHARS } from "./limits.js";
import { HclError, type Source } from "./position.js";
import type { Token, TokenKind } from "./token.js";

type Mode =
  | { readonly kind: "code"; braces: number; readonly openedAt: number }
  | { readonly kind: "quote"; readonly openedAt: number }
  | { readonly kind: "heredoc"; readonly marker: string; readonly openedAt: number; lineStart: boolean };

const NAME = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const BLANKS = /[ \t\r]+/y;
const COMMENT = /(?:#|\/\/)[^\n]*/y;
const HEREDOC = /<<(-?)([\p{ID_Start}_][\p{ID_Continue}-]*)[ \t]*\r?\n/uy;
const PUNCTUATION = /\.\.\.|==|!=|<=|>=|&&|\|\||=>|[{}()[\].,:=+\-*/%!<>?]/y;
// Control characters other than tab and line ends; U+FFFD is what decoding leaves of invalid UTF-8.
const NOT_TEXT = /[^\P{Cc}\t\n\r]|\ufffd/u;
const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

export function tokenize(source: Source): readonly Token[] {
  refuseWhatIsNotText(source);
  return new Lexer(source).run();
}

function refuseWhatIsNotText(source: Source): void {
  if (source.text.length > MAX_SOURCE_CHARS) {
    const span = { start: 0, end: 0 };
    throw new HclError(
      `the file has ${source.text.length} characters, more than the ${MAX_SOURCE_CHARS} allowed; split the job or move data out of it`,
      span,
    );
  }
  const at = source.text.search(NOT_TEXT);
  if (at < 0) return;
  const code = source.text.charCodeAt(at).toString(16).padStart(4, "0");
  throw new HclError(
    `this is not a text file: character U+${code.toUpperCase()} is not allowed; save the job file as UTF-8 text`,
    { start: at, end: at + 1 },
  );
}

class Lexer {
  readonly #text: string;
  #at = 0;
  #lineEnd = -1;
  readonly #tokens: Token[] = [];
  readonly #modes: Mode[] = [{ kind: "code", braces: 0, openedAt: 0 }];

  constructor(source: Source) {
    this.#text = source.text;
    if (this.#text.startsWith("\ufeff")) this.#at = 1;
  }

  run(): readonly Token[] {
    while (this.#at < this.#text.length) {
      const mode = this.#modes.at(-1);
      if (mode === undefined) break;
      if (mode.kind === "code") this.#code(mode);
      else if (mode.kind === "quote") this.#quote(mode);
      else this.#heredoc(mode);
    }
    this.#refuseOpenModes();
    this.#emit("end", "", this.#at);
    return this.#tokens;
  }

  #refuseOpenModes(): void {
    const mode = this.#modes.at(-1);
    if (mode === undefined || this.#modes.length === 1) return;
    const span = { start: mode.openedAt, end: mode.openedAt + 1 };
    if (mode.kind === "heredoc") {
      throw new HclError(`the heredoc that begins here is never ended; put ${mode.marker} alone on a line after it`, span);
    }
    if (mode.kind === "quote") throw new HclError('the text that begins here is never closed; add the missing "', span);
    throw new HclError("the template that begins here is never closed; add the missing }", span);
  }

  #emit(kind: TokenKind, text: string, start: number): void {
    this.#tokens.push({ kind, text, start, end: this.#at, beginsLine: false });
  }

  #emitHeredocText(text: string, start: number, beginsLine: boolean): void {
    this.#tokens.push({ kind: "text", text, start, end: this.#at, beginsLine });
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text);
  }

  #push(mode: Mode): void {
    if (this.#modes.length > MAX_NESTING) {
      throw new HclError(`texts and templates are nested more than ${MAX_NESTING} deep; flatten them`, {
        start: mode.openedAt,
        end: mode.openedAt + 1,
      });
    }
    this.#modes.push(mode);
  }

  #code(mode: Extract<Mode, { kind: "code" }>): void {
    const start = this.#at;
    const skipped = this.#match(BLANKS) ?? this.#match(COMMENT);
    if (skipped !== null) {
      this.#at += skipped[0].length;
      return;
    }
    if (this.#text.startsWith("/*", start)) return this.#blockComment(start);
    if (this.#text[start] === "\n") {
      this.#at += 1;
      return this.#emit("newline", "\n", start);
    }
    if (this.#text[start] === '"') {
      this.#at += 1;
      this.#emit("quote-open", '"', start);
      return this.#push({ kind: "quote", openedAt: start });
    }
    if (this.#closesTemplate(mode, start)) return;
    const heredoc = this.#match(HEREDOC);
    if (heredoc !== null) {
      this.#at += heredoc[0].length;
      this.#emit("heredoc-open", `<<${heredoc[1] ?? ""}`, start);
      return this.#push({ kind: "heredoc", marker: heredoc[2] ?? "", openedAt: start, lineStart: true });
    }
    this.#simple(mode, start);
  }

  #simple(mode: Extract<Mode, { kind: "code" }>, start: number): void {
    for (const [kind, pattern] of [["name", NAME], ["number", NUMBER], ["punctuation", PUNCTUATION]] as const) {
      const found = this.#match(pattern);
      if (found === null) continue;
      this.#at += found[0].length;
      if (found[0] === "{") mode.braces += 1;
      if (found[0] === "}") mode.braces -= 1;
      return this.#emit(kind, found[0], start);
    }
    const character = String.fromCodePoint(this.#text.codePointAt(start) ?? 0);
    const hint = character === "'" ? '; use double quotes: "…"' : character === ";" ? "; put each setting on its own line" : "";
    throw new HclError(`the character ${character} has no meaning here${hint || "; remove it or put it in quotes"}`, {
      start,
      end: start + character.length,
    });
  }

  #closesTemplate(mode: Extract<Mode, { kind: "code" }>, start: number): boolean {
    if (this.#modes.length === 1 || mode.braces > 0) return false;
    const close = this.#text.startsWith("~}", start) ? "~}" : this.#text[start] === "}" ? "}" : null;
    if (close === null) return false;
    this.#at += close.length;
    this.#emit("template-close", close, start);
    this.#modes.pop();
    return true;
  }

  #blockComment(start: number): void {
    const end = this.#text.indexOf("*/", start + 2);
    if (end < 0) {
      throw new HclError("the comment that begins here is never closed; add the missing */", { start, end: start + 2 });
    }
    this.#at = end + 2;
  }

  /** Opens `${` or `%{` here, or steps over the escaped `$${` and gives its literal text. */
  #template(start: number): "opened" | "escaped" | null {
    const sign = this.#text[start];
    if (sign !== "$" && sign !== "%") return null;
    if (this.#text.startsWith(`${sign}${sign}{`, start)) return "escaped";
    if (this.#text[start + 1] !== "{") return null;
    this.#at = start + (this.#text[start + 2] === "~" ? 3 : 2);
    this.#emit(sign === "$" ? "interpolation-open" : "directive-open", this.#text.slice(start, this.#at), start);
    this.#push({ kind: "code", braces: 0, openedAt: start });
    return "opened";
  }

  #quote(mode: Extract<Mode, { kind: "quote" }>): void {
    const start = this.#at;
    let text = "";
    while (this.#at < this.#text.length) {
      const at = this.#at;
      const character = this.#text[at] ?? "";
      if (character === '"') {
        if (text !== "") this.#emit("text", text, start);
        this.#at = at + 1;
        this.#emit("quote-close", '"', at);
        this.#modes.pop();
        return;
      }
      if (character === "\n") {
        throw new HclError('a text in quotes must end on its line; add the missing " or use a heredoc (<<EOT)', {
          start: mode.openedAt,
          end: at,
        });
      }
      if (character === "\\") {
        text += this.#escape(at);
        continue;
      }
      const signs = `${character}${this.#text[at + 1] ?? ""}`;
      if (signs === "${" || signs === "%{") {
        if (text !== "") this.#emit("text", text, start);
        this.#template(at);
        return;
      }
      const escaped = (signs === "$$" || signs === "%%") && this.#text[at + 2] === "{";
      text += escaped ? `${character}{` : character;
      this.#at = at + (escaped ? 3 : 1);
    }
  }

  #escape(at: number): string {
    const letter = this.#text[at + 1] ?? "";
    const simple = ESCAPES[letter];
    if (simple !== undefined) {
      this.#at = at + 2;
      return simple;
    }
    const digits = letter === "u" ? 4 : letter === "U" ? 8 : 0;
    const hex = this.#text.slice(at + 2, at + 2 + digits);
    const code = /^[0-9a-fA-F]+$/.test(hex) && hex.length === digits ? Number.parseInt(hex, 16) : -1;
    if (digits === 0 || code < 0 || code > 0x10ffff) {
      throw new HclError(`\\${letter} is not an escape; known are \\n \\r \\t \\" \\\\ \\uNNNN \\UNNNNNNNN, and \\\\ for a backslash`, {
        start: at,
        end: at + 2,
      });
    }
    this.#at = at + 2 + digits;
    return String.fromCodePoint(code);
  }

  /** One line, or one piece of a line between templates, a call. */
  #heredoc(mode: Extract<Mode, { kind: "heredoc" }>): void {
    const start = this.#at;
    const lineEnd = this.#lineEndFrom(start);
    if (mode.lineStart && this.#text.slice(start, lineEnd).trim() === mode.marker) {
      this.#at = lineEnd;
      this.#emit("heredoc-close", mode.marker, start);
      this.#modes.pop();
      return;
    }
    const beginsLine = mode.lineStart;
    let text = "";
    for (let at = start; at < lineEnd; ) {
      const signs = this.#text.slice(at, at + 3);
      if (signs === "$${" || signs === "%%{") {
        text += signs.slice(1);
        at += 3;
      } else if (signs.startsWith("${") || signs.startsWith("%{")) {
        this.#at = at;
        if (text !== "" || beginsLine) this.#emitHeredocText(text, start, beginsLine);
        mode.lineStart = false;
        this.#template(at);
        return;
      } else {
        text += this.#text[at];
        at += 1;
      }
    }
    this.#at = Math.min(lineEnd + 1, this.#text.length);
    this.#emitHeredocText(`${text.replace(/\r$/, "")}${lineEnd < this.#text.length ? "\n" : ""}`, start, beginsLine);
    mode.lineStart = true;
  }

  /** Remembered, so that a long line of many templates is searched once. */
  #lineEndFrom(start: number): number {
    if (this.#lineEnd < start) {
      const newline = this.#text.indexOf("\n", start);
      this.#lineEnd = newline < 0 ? this.#text.length : newline;
    }
    return this.#lineEnd;
  }
}
