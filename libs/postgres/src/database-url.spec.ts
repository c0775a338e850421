import { describe, expect, it } from "vitest";
import { describeFailure, InvalidDatabaseUrl, readDatabaseUrl } from "./database-url.js";

const url = readDatabaseUrl("postgres://berth:s3cr%40t@db.example:6432/berth?application_name=x");

describe("DATABASE_URL", () => {
  it("shows host, port and database only", () => {
    expect(url.address).toBe("db.example:6432/berth");
  });

  it.each(["", "db.example", "mysql://berth:hunter2@db/berth", "postgres//hunter2"])("refuses %j without repeating it", (text) => {
    expect(() => readDatabaseUrl(text)).toThrow(InvalidDatabaseUrl);
    expect(() => readDatabaseUrl(text)).not.toThrow("hunter2");
  });
});

describe("what is said of a failure", () => {
  it.each([
    [new Error(`cannot reach ${url.connectionString}`)],
    [new Error("password s3cr@t is wrong")],
    [new Error("password s3cr%40t is wrong")],
    [new AggregateError([new Error("s3cr@t")], "")],
    ["s3cr@t"],
  ])("holds no password: %s", (error) => {
    const said = describeFailure(error, url);
    expect(said).not.toMatch(/s3cr/);
    expect(said).toContain("db.example:6432/berth");
  });

  it("names the causes of a connection refused on every address, and the code", () => {
    const error = Object.assign(new AggregateError([new Error("connect ECONNREFUSED ::1:5432"), new Error("connect ECONNREFUSED 127.0.0.1:5432")], ""), {
      code: "ECONNREFUSED",
    });
    expect(describeFailure(error, url)).toContain("connect ECONNREFUSED ::1:5432; connect ECONNREFUSED 127.0.0.1:5432 (ECONNREFUSED)");
  });
});
