/** What a function of the job file language is: pure, bounded, and precise about which argument is wrong. */
import { HclError, type Span } from "../position.js";
import { asInteger, asList, asNumber, asObject, asText, type HclObject, type HclValue, type Place } from "../value.js";

/** The arguments of one call, read with conversion; an argument that does not fit is refused at its place. */
export class Arguments {
  readonly values: readonly HclValue[];
  readonly place: Place;
  readonly name: string;
  readonly uuid: (() => string) | null;
  readonly #spans: readonly Span[];

  constructor(call: {
    readonly name: string;
    readonly values: readonly HclValue[];
    readonly spans: readonly Span[];
    readonly place: Place;
    readonly uuid: (() => string) | null;
  }) {
    this.name = call.name;
    this.values = call.values;
    this.place = call.place;
    this.uuid = call.uuid;
    this.#spans = call.spans;
  }

  get count(): number {
    return this.values.length;
  }

  any(at: number): HclValue {
    return this.values[at] ?? null;
  }

  /** Charged by length: whoever asks for it reads it. */
  text(at: number): string {
    const text = asText(this.any(at), this.#at(at), this.#what(at));
    this.place.budget.spend(text.length >> 4, this.place.span);
    return text;
  }

  number(at: number): number {
    return asNumber(this.any(at), this.#at(at), this.#what(at));
  }

  integer(at: number): number {
    return asInteger(this.any(at), this.#at(at), this.#what(at));
  }

  /** A list of which only one element or the length is looked at. */
  listAsIs(at: number): readonly HclValue[] {
    return asList(this.any(at), this.#at(at), this.#what(at));
  }

  objectAsIs(at: number): HclObject {
    return asObject(this.any(at), this.#at(at), this.#what(at));
  }

  list(at: number): readonly HclValue[] {
    const list = this.listAsIs(at);
    this.place.budget.spend(list.length, this.place.span);
    return list;
  }

  texts(at: number): readonly string[] {
    return this.list(at).map((item) => {
      const text = asText(item, this.#at(at), `each element of ${this.#what(at)}`);
      this.place.budget.spend(text.length >> 4, this.place.span);
      return text;
    });
  }

  object(at: number): HclObject {
    const object = this.objectAsIs(at);
    this.place.budget.spend(Object.keys(object).length, this.place.span);
    return object;
  }

  fail(message: string): never {
    throw new HclError(`${this.name}: ${message}`, this.place.span);
  }

  #at(at: number): Place {
    return { budget: this.place.budget, span: this.#spans[at] ?? this.place.span };
  }

  #what(at: number): string {
    return `argument ${at + 1} of ${this.name}`;
  }
}

export interface HclFunction {
  readonly minimum: number;
  /** Infinity: any number. */
  readonly maximum: number;
  readonly run: (args: Arguments) => HclValue;
}

export function fn(minimum: number, maximum: number, run: (args: Arguments) => HclValue): HclFunction {
  return { minimum, maximum, run };
}
