/** Serves tools for language models: the retained tool/state says which, tool/run asks for one, as one job of the desk each. */
import type { ToolBox } from "../../contract/index.ts";
import { openDesk, type Served, type ServeFacts } from "./desk.ts";

const longestResult = 16_384;

export async function serveTool(made: ToolBox, facts: ServeFacts): Promise<Served> {
  const { bus, plugin } = facts;
  const desk = await openDesk({ capability: "tool", made, facts });
  const { instance } = desk;
  let box = made;
  desk.own(
    await bus.answer("tool/run", { instance }, (message) =>
      desk.answer(message, async (signal) => {
        const { name, arguments: given, ...where } = message.body;
        const { text, failed } = await box.call({ name, arguments: given }, { ...where, signal });
        return { text: text.slice(0, longestResult), ...(failed ? { failed } : {}) };
      }),
    ),
  );
  await desk.announce();
  let ended = false;
  const tell = async (): Promise<void> => {
    const tools = box.tools.map((tool) => ({ ...tool, parameters: { ...tool.parameters } }));
    if (!ended) await bus.publish("tool/state", { instance }, { plugin, tools, bootId: bus.bootId });
  };
  await tell();
  desk.own({
    async [Symbol.asyncDispose]() {
      ended = true;
      await bus.clear("tool/state", { instance });
    },
  });
  return {
    ...desk,
    async renew(next) {
      box = next as ToolBox;
      await tell();
    },
  };
}
