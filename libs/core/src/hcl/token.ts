/** The tokens of HCL2; texts inside quotes and heredocs are tokens of their own. */
import type { Span } from "./position.js";

export type TokenKind =
  | "name"
  | "number"
  | "punctuation"
  | "newline"
  /** `"`; the parts of the string follow. */
  | "quote-open"
  | "quote-close"
  /** Literal text in a string or heredoc, escapes resolved in `text`. */
  | "text"
  /** `<<EOT` or `<<-EOT`; `text` is "<<" or "<<-". */
  | "heredoc-open"
  | "heredoc-close"
  /** `${` or `${~` */
  | "interpolation-open"
  /** `%{` or `%{~` */
  | "directive-open"
  /** `}` or `~}` that ends an interpolation or directive. */
  | "template-close"
  | "end";

export interface Token extends Span {
  readonly kind: TokenKind;
  readonly text: string;
  /** Text in a heredoc that begins a line: what `<<-` strips indentation from. */
  readonly beginsLine: boolean;
}
