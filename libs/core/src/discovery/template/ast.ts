/** A parsed template. Every piece keeps the offset where it began, for errors at run time. */
import type { TemplateSource } from "./template-error.js";

export interface Template {
  readonly source: TemplateSource;
  readonly body: readonly TemplateNode[];
}

export type TemplateNode =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "print"; readonly pipeline: Pipeline }
  | BlockNode
  | { readonly kind: "break" }
  | { readonly kind: "continue" };

export interface BlockNode {
  readonly kind: "if" | "with" | "range";
  readonly pipeline: Pipeline;
  readonly body: readonly TemplateNode[];
  readonly otherwise: readonly TemplateNode[];
}

export interface Pipeline {
  readonly at: number;
  /** Variables on the left of `:=` or `=`, without the `$`. */
  readonly variables: readonly string[];
  /** `=`: sets variables that exist, instead of declaring new ones. */
  readonly assigns: boolean;
  readonly commands: readonly Command[];
}

/** `operand arguments…`; more than one operand only when the first is a function. */
export interface Command {
  readonly at: number;
  readonly operands: readonly Operand[];
}

export type Operand = { readonly at: number } & (
  | { readonly kind: "literal"; readonly value: string | number | boolean }
  | { readonly kind: "nil" }
  | { readonly kind: "dot" }
  | { readonly kind: "function"; readonly name: string }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "group"; readonly pipeline: Pipeline }
  /** `base.A.B` */
  | { readonly kind: "fields"; readonly base: Operand; readonly names: readonly string[] }
);
