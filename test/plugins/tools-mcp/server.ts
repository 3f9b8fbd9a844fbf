/** A small MCP server for tests, made with the official SDK: `node server.ts [NAME]` speaks by stdin and stdout. */
import { pathToFileURL } from "node:url";
import { McpServer } from "@modelcontextprotocol/server";
import { StdioServerTransport } from "@modelcontextprotocol/server/stdio";
import * as z from "zod";

export function makeServer(name: string): McpServer {
  const server = new McpServer({ name, version: "1.0.0" });
  const say = (text: string) => ({ content: [{ type: "text" as const, text }] });
  server.registerTool(
    "weather.now",
    {
      description: "Tells the weather of a place.",
      inputSchema: z.object({ place: z.string() }),
      annotations: { readOnlyHint: true },
    },
    async ({ place }) => say(`${name}: sunny in ${place}`),
  );
  server.registerTool(
    "open_door",
    { description: "Opens the door.", inputSchema: z.object({}), annotations: { destructiveHint: true } },
    async () => ({ ...say("It is jammed."), isError: true }),
  );
  server.registerTool(
    "long",
    { description: "x".repeat(5000), inputSchema: z.object({ size: z.number().optional() }) },
    async ({ size = 100 }) => ({
      content: [
        { type: "text", text: "a".repeat(size) },
        { type: "image", data: "", mimeType: "image/png" },
        { type: "resource", resource: { uri: "file:///note", text: "a note" } },
        { type: "resource_link", uri: "https://example.org/", name: "more" },
      ],
    }),
  );
  server.registerTool("slow", { description: "Takes its time.", inputSchema: z.object({}) }, async () => {
    await new Promise((resolve) => setTimeout(resolve, 60_000).unref());
    return say("late");
  });
  server.registerTool("env", { description: "Tells a variable.", inputSchema: z.object({}) }, async () =>
    say(`${process.env.MCP_TEST}, ${process.env.HEARSAY_SECRET}`),
  );
  server.registerTool("die", { description: "Ends.", inputSchema: z.object({}) }, async () =>
    process.exit(1),
  );
  server.registerTool("learn", { description: "Learns a tool.", inputSchema: z.object({}) }, async () => {
    server.registerTool("learnt", { description: "New.", inputSchema: z.object({}) }, async () => say("new"));
    return say("learnt");
  });
  return server;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await makeServer(process.argv[2] ?? "stdio").connect(new StdioServerTransport());
}
