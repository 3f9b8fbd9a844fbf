/** What servers say, made fit for a language model: tools with names and texts that are bounded, results as text. */
import type { CallToolResult, ContentBlock, Tool } from "@modelcontextprotocol/client";
import type { OfferedTool, ToolResult } from "hearsay";
import type { ServerOptions } from "./options.ts";

const longestResult = 16_384;
const longestAbout = 1024;
const cut = "… (cut)";

export interface NamedTool {
  /** As the server calls it. */
  readonly name: string;
  readonly offered: OfferedTool;
}

/** Those that the options lend. */
export function toolsOf(server: string, tools: readonly Tool[], options: ServerOptions): NamedTool[] {
  const lent = options.tools && new Set(options.tools);
  return tools
    .filter(({ name }) => lent === undefined || lent.has(name))
    .map((tool) => ({
      name: tool.name,
      offered: {
        name: safe(tool.name),
        about: (tool.description ?? tool.title ?? tool.name).slice(0, longestAbout),
        parameters: { ...tool.inputSchema, type: "object" },
        risk: riskOf(tool, options),
        from: server,
      },
    }));
}

export const safe = (name: string): string => name.replace(/[^A-Za-z0-9_-]/g, "-").slice(0, 64) || "unnamed";

/** What a server says of its own tools is a hint (MCP specification, tool annotations); the options have the last word. */
function riskOf({ name, annotations }: Tool, { risk = {} }: ServerOptions): OfferedTool["risk"] {
  const said = risk[name] ?? risk["*"];
  if (said !== undefined) return said;
  if (annotations?.readOnlyHint === true) return "none";
  return annotations?.destructiveHint === true ? "high" : "low";
}

export function resultOf({ content = [], structuredContent, isError }: CallToolResult): ToolResult {
  const told = content.map(wordsOf).filter((text) => text !== "");
  const text = told.length > 0 ? told.join("\n") : JSON.stringify(structuredContent ?? {});
  const bounded = text.length > longestResult ? text.slice(0, longestResult - cut.length) + cut : text;
  return { text: bounded, ...(isError ? { failed: true } : {}) };
}

function wordsOf(block: ContentBlock): string {
  if (block.type === "text") return block.text;
  if (block.type === "resource_link") return `${block.title ?? block.name}: ${block.uri}`;
  if (block.type !== "resource") return `(${block.type})`;
  const { resource } = block;
  return "text" in resource ? resource.text : `(${resource.mimeType ?? "data"}: ${resource.uri})`;
}
