/** The hub's web server: whether it is well, and what runs. Everything else plugins will hang in here. */
import Fastify from "fastify";
import type { Bus, Messages } from "../contract/index.ts";
import { Fault } from "../contract/index.ts";

export interface HttpFacts {
  readonly bus: Bus;
  readonly host: string;
  readonly port: number;
  readonly version: string;
}

export interface Http extends AsyncDisposable {
  readonly port: number;
}

/** Serves GET /health and GET /state. Faults: PORT_IN_USE. */
export async function startHttp({ bus, host, port, version }: HttpFacts): Promise<Http> {
  const plugins = new Map<string, Messages["plugin/state"]>();
  const providers = new Map<string, Messages["provider/state"]>();
  const ears = [
    await bus.on(
      "plugin/state",
      {},
      ({ where, body }) => void plugins.set(where.plugin, body),
      ({ plugin }) => void plugins.delete(plugin),
    ),
    await bus.on(
      "provider/state",
      {},
      ({ where, body }) => void providers.set(where.instance, body),
      ({ instance }) => void providers.delete(instance),
    ),
  ];
  const app = Fastify({ logger: false, bodyLimit: 1 << 20 });
  const started = Date.now();
  app.get("/health", () => ({ ok: true, version, uptime: Date.now() - started }));
  app.get("/state", () => ({
    plugins: Object.fromEntries(plugins),
    providers: Object.fromEntries(providers),
  }));

  await app.listen({ host, port }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE") throw error;
    throw new Fault("PORT_IN_USE", `Another program listens on ${host}:${port} (http).`, { cause: error });
  });
  const [address] = app.addresses();
  return {
    port: typeof address === "object" ? address.port : port,
    async [Symbol.asyncDispose]() {
      for (const ear of ears) await ear[Symbol.asyncDispose]();
      await app.close();
    },
  };
}
