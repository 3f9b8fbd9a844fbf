/** Looks whether the hub's ports are free, are its own, or are somebody else's; and whether a foreign broker answers. */
import { connect, createServer } from "node:net";
import { portIn } from "../../bus/stream.ts";
import type { RunFacts } from "../../host/runfile.ts";
import type { Settings } from "../../host/settings/index.ts";
import { type Finding, fail, ok } from "./finding.ts";

const answerMs = 3_000;

export async function lookAtPorts(settings: Settings, running: RunFacts | undefined): Promise<Finding[]> {
  const { bus, http } = settings;
  const findings: Finding[] = [];
  if (bus.url !== undefined) findings.push(await lookAtBroker(bus.url));
  else {
    findings.push(await lookAtPort("mqtt port", "bus.port", bus.host, bus.port, running));
    findings.push(await lookAtPort("websocket port", "bus.wsPort", bus.host, bus.wsPort, running));
  }
  findings.push(await lookAtPort("http port", "http.port", http.host, http.port, running));
  return findings;
}

async function lookAtPort(
  name: string,
  setting: string,
  host: string,
  port: number,
  running: RunFacts | undefined,
): Promise<Finding> {
  if (port === 0) return ok(name, "any free one");
  if (running && [running.mqtt, running.ws, running.http].includes(port))
    return ok(name, `${port}, in use by the running hub (process ${running.pid})`);
  const code = await listenError(host, port);
  if (code === undefined) return ok(name, `${port} is free`);
  if (code === "EADDRINUSE")
    return fail(name, `${port} is taken by another program`, `Stop it, or set another ${setting}.`);
  if (code === "EACCES")
    return fail(name, `${port} may not be used (${code})`, `Set a ${setting} above 1023.`);
  return fail(name, `${host}:${port} cannot be listened on (${code})`, "Set a host that this machine has.");
}

function listenError(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

async function lookAtBroker(address: string): Promise<Finding> {
  const port = portIn(address);
  const host = new URL(address).hostname.replace(/^\[|\]$/g, "");
  const code = await connectError(host, port);
  const where = `${host}:${port}`;
  if (code === undefined) return ok("broker", `${where} answers`);
  return fail("broker", `${where} does not answer (${code})`, "Start the broker, or correct bus.url.");
}

function connectError(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (code?: string): void => {
      socket.destroy();
      resolve(code);
    };
    socket.setTimeout(answerMs, () => end("no answer"));
    socket.once("connect", () => end());
    socket.once("error", (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
  });
}
