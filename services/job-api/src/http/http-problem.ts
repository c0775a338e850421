// An answer that is not 200: a status and a bare sentence, as Nomad's API sends them (text/plain, no JSON).

export class HttpProblem extends Error {
  constructor(
    readonly status: number,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "HttpProblem";
  }
}

export function notFound(what: string): HttpProblem {
  return new HttpProblem(404, `${what} not found`);
}
