/** A service as its plugin knows it: address, key and patience, said once; and the options that all of them have. */
import { type Answer, type RemoteRequest, request, type Timeouts } from "./request.ts";

/** What a plugin's options say of its service. */
export interface ServiceOptions {
  readonly url: string;
  readonly key?: string;
  readonly timeout: number;
}

/** The part of `options.properties` that every plugin for a service has. The key is a secret: text, {env: NAME} or {file: PATH}. */
export function serviceOptions({ url, key = true, timeout = 10_000 }: Described): Record<string, object> {
  const secret = {
    type: "string",
    "x-secret": true,
    description: typeof key === "string" ? key : "The service's key: text, {env: NAME} or {file: PATH}",
  };
  return {
    url: { type: "string", pattern: "^https?://", default: url, description: "The service's address" },
    ...(key === false ? {} : { key: secret }),
    timeout: {
      type: "integer",
      minimum: 100,
      maximum: 600_000,
      default: timeout,
      description: "How long its answer may take to begin, and pause, ms",
    },
  };
}

export interface Described {
  readonly url: string;
  /** Whether it has one, or its description. */
  readonly key?: boolean | string;
  readonly timeout?: number;
}

export interface ServiceFacts {
  /** For people: "OpenAI". */
  readonly name: string;
  /** What every request begins with; a path of its own is kept. */
  readonly url: string;
  /** Sent with every request: `{ authorization: `Bearer ${key}` }`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeout?: number | Timeouts;
  readonly secrets?: readonly (string | undefined)[];
}

export interface Service {
  /** `path` begins with a slash; see `request` for the faults. */
  ask(path: string, asked: Omit<RemoteRequest, "service" | "url" | "secrets"> & Query): Promise<Answer>;
}
interface Query {
  readonly query?: Readonly<Record<string, string | number | boolean>>;
}

export function serviceOf({ name, url, headers, timeout, secrets = [] }: ServiceFacts): Service {
  const hidden = secrets.filter((secret): secret is string => secret !== undefined && secret !== "");
  return {
    ask(path, { query = {}, ...asked }) {
      const whole = addressOf(url, path);
      for (const [name, value] of Object.entries(query)) whole.searchParams.set(name, String(value));
      return request({
        ...(timeout === undefined ? {} : { timeout }),
        ...asked,
        service: name,
        url: whole,
        headers: { ...headers, ...asked.headers },
        secrets: hidden,
      });
    },
  };
}

/** A path below a base address, whether or not that ends with a slash; its query is kept. */
export function addressOf(base: string, path: string): URL {
  const url = new URL(base);
  const [below = "", query] = path.split("?", 2);
  url.pathname = `${url.pathname.replace(/\/+$/, "")}${below}`;
  for (const [name, value] of new URLSearchParams(query ?? "")) url.searchParams.set(name, value);
  return url;
}
