/** The servers that are listed: how each is reached, what of it is lent, and how careful one is with it. */
import type { OfferedTool } from "hearsay";

export interface ServerOptions {
  readonly command?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly folder?: string;
  readonly url?: string;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly tools?: readonly string[];
  readonly risk?: Readonly<Record<string, OfferedTool["risk"]>>;
  readonly timeout: number;
}
export interface Options {
  readonly servers: Readonly<Record<string, ServerOptions>>;
}

const texts = { type: "object", additionalProperties: { type: "string", "x-secret": true } };

const server = {
  type: "object",
  properties: {
    command: { type: "string", minLength: 1, description: "A program that speaks MCP by stdin and stdout" },
    args: { type: "array", items: { type: "string" }, description: "Its arguments" },
    env: { ...texts, description: "Its environment beside a few harmless variables; values may be secrets" },
    folder: { type: "string", description: "Where it runs" },
    url: {
      type: "string",
      pattern: "^https?://",
      description: "A server that speaks MCP by streamable HTTP",
    },
    key: {
      type: "string",
      "x-secret": true,
      description: "Sent as bearer token: text, {env: NAME} or {file: PATH}",
    },
    headers: { ...texts, description: "More headers; values may be secrets" },
    tools: { type: "array", items: { type: "string" }, description: "Only these of its tools" },
    risk: {
      type: "object",
      additionalProperties: { enum: ["none", "low", "high"] },
      description:
        "What a wrong call would do, by tool, in place of what the server says; `*` for all others: none, low, or high (the person is asked first)",
    },
    timeout: {
      type: "integer",
      minimum: 100,
      maximum: 600_000,
      default: 15_000,
      description: "How long a call may take, ms",
    },
  },
  oneOf: [{ required: ["command"] }, { required: ["url"] }],
  additionalProperties: false,
};

export const optionsSchema = {
  type: "object",
  properties: {
    servers: {
      type: "object",
      propertyNames: { pattern: "^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$" },
      additionalProperties: server,
      default: {},
      description: "The servers by the name that personas list them with",
    },
  },
  additionalProperties: false,
};

/** What must never be shown of a server's options. */
export const secretsOf = ({ key, env = {}, headers = {} }: ServerOptions): readonly string[] =>
  [key ?? "", ...Object.values(env), ...Object.values(headers)].filter((text) => text.length >= 8);
