/** The syntax tree of an HCL2 file. Nodes carry offsets; `Source` turns them into lines and columns. */
import type { Span } from "./position.js";

export interface Body extends Span {
  readonly items: readonly BodyItem[];
}

export type BodyItem = Attribute | Block;

export interface Attribute extends Span {
  readonly kind: "attribute";
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Expression;
}

export interface Label extends Span {
  readonly text: string;
}

export interface Block extends Span {
  readonly kind: "block";
  readonly type: string;
  readonly labels: readonly Label[];
  readonly body: Body;
  /** Type and labels, without the body: what errors point at. */
  readonly headSpan: Span;
}

export type BinaryOperator = "+" | "-" | "*" | "/" | "%" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "&&" | "||";

export interface ObjectItem {
  readonly key: Expression;
  readonly value: Expression;
}

export type SplatStep = { readonly attribute: string } | { readonly index: Expression };

export interface ForExpression extends Span {
  readonly kind: "for";
  readonly keyName: string | null;
  readonly valueName: string;
  readonly collection: Expression;
  /** Given: an object is built. */
  readonly key: Expression | null;
  readonly value: Expression;
  readonly condition: Expression | null;
  /** `...` after the value: values of equal keys are collected in lists. */
  readonly grouped: boolean;
}

export type Expression =
  | (Span & { readonly kind: "literal"; readonly value: string | number | boolean | null })
  | (Span & { readonly kind: "template"; readonly parts: readonly TemplatePart[] })
  | (Span & { readonly kind: "tuple"; readonly items: readonly Expression[] })
  | (Span & { readonly kind: "object"; readonly items: readonly ObjectItem[] })
  | ForExpression
  | (Span & { readonly kind: "root"; readonly name: string })
  | (Span & { readonly kind: "attribute-of"; readonly source: Expression; readonly name: string })
  | (Span & { readonly kind: "index-of"; readonly source: Expression; readonly key: Expression })
  | (Span & { readonly kind: "splat"; readonly source: Expression; readonly steps: readonly SplatStep[] })
  | (Span & {
      readonly kind: "call";
      readonly name: string;
      readonly nameSpan: Span;
      readonly args: readonly Expression[];
      /** `f(list...)`: the last argument is spread. */
      readonly spread: boolean;
    })
  | (Span & { readonly kind: "not" | "negate"; readonly operand: Expression })
  | (Span & { readonly kind: "binary"; readonly operator: BinaryOperator; readonly left: Expression; readonly right: Expression })
  | (Span & {
      readonly kind: "conditional";
      readonly condition: Expression;
      readonly whenTrue: Expression;
      readonly whenFalse: Expression;
    })
  | (Span & { readonly kind: "parentheses"; readonly inner: Expression });

export type TemplatePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "value"; readonly expression: Expression }
  | {
      readonly kind: "if";
      readonly condition: Expression;
      readonly whenTrue: readonly TemplatePart[];
      readonly whenFalse: readonly TemplatePart[];
    }
  | {
      readonly kind: "for";
      readonly keyName: string | null;
      readonly valueName: string;
      readonly collection: Expression;
      readonly body: readonly TemplatePart[];
      readonly span: Span;
    };
