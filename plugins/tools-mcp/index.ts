/** Lends the tools of MCP servers (Model Context Protocol, https://modelcontextprotocol.io) to the house's thinkers. */
import { definePlugin, type Host, type ToolBox } from "hearsay";
import { safe } from "./content.ts";
import { type Options, optionsSchema } from "./options.ts";
import { keepServer, type Server } from "./server.ts";

/** More than this a house does not take of one plugin. */
const mostTools = 128;
/** ms for which the start waits for its servers. */
const patience = 3000;

export default definePlugin<Options>({
  name: "tools-mcp",
  about: "Lends the tools of MCP servers to the house's thinkers.",
  remote: true,
  late: true,
  options: optionsSchema,
  async start(host, { servers }) {
    let offering = false;
    const kept: Server[] = [];
    const changed = (): void => {
      if (offering && !host.signal.aborted) host.provide("tool", boxOf(kept, host));
    };
    for (const [name, options] of Object.entries(servers)) {
      const { log, signal } = host;
      kept.push(host.own(keepServer({ name, options, log, signal, changed })));
    }
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, patience);
    });
    await Promise.race([Promise.all(kept.map(({ tried }) => tried)), late]);
    clearTimeout(timer);
    offering = true;
    if (!host.signal.aborted) host.provide("tool", boxOf(kept, host));
  },
});

/** The tools of all servers as one box: a name that two of them have is told apart by the server's. */
function boxOf(servers: readonly Server[], { log }: Pick<Host, "log">): ToolBox {
  const all = servers.flatMap((server) => server.tools().map((tool) => ({ server, ...tool })));
  const count = new Map<string, number>();
  for (const { offered } of all) count.set(offered.name, (count.get(offered.name) ?? 0) + 1);
  const byName = new Map<string, (typeof all)[number]>();
  for (const tool of all) {
    const { name } = tool.offered;
    const own = (count.get(name) ?? 0) > 1 ? safe(`${tool.server.name}-${name}`) : name;
    if (byName.size < mostTools && !byName.has(own)) byName.set(own, tool);
  }
  if (byName.size < all.length) {
    log.warn("Some tools of servers are left out.", {
      tools: all.length,
      lent: byName.size,
      most: mostTools,
    });
  }
  return {
    limit: 8,
    traits: { servers: servers.map(({ name }) => name) },
    tools: [...byName].map(([name, { offered }]) => ({ ...offered, name })),
    async call({ name, arguments: given }, { signal }) {
      const tool = byName.get(name);
      if (!tool) return { text: `There is no tool ${name} any more.`, failed: true };
      return tool.server.call(tool.name, given, signal);
    },
  };
}
