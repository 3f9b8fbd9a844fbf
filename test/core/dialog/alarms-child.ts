/** A hub of alarms alone, to be killed: keeps them in the file that is named and says on stdout what it promised and rang. */
import { startBroker } from "../../../core/bus/broker.ts";
import { newId } from "../../../core/bus/id.ts";
import { startAlarms } from "../../../core/dialog/alarms.ts";
import { openStore } from "../../../core/store/index.ts";

const [file = "", after] = process.argv.slice(2);
const store = await openStore({ file });
const broker = await startBroker({ host: "127.0.0.1", port: 0, authenticate: () => undefined });
const bus = broker.bus("hub/alarms");
const say = (line: string): void => void process.stdout.write(`${line}\n`);

await startAlarms({
  bus,
  store: store.alarms,
  bootId: newId(),
  async ring({ name }) {
    say(`rang ${name}`);
    return "heard";
  },
});
if (after !== undefined) {
  const body = {
    name: "pasta",
    kind: "timer",
    site: "kitchen",
    skill: "timer",
    language: "en",
    data: {},
  } as const;
  const { alarm } = await bus.ask("alarm/set", {}, { ...body, after: Number(after) });
  say(`set ${alarm}`);
}
say("ready");
setTimeout(() => say("settled"), 1000);
setInterval(() => {}, 1000);
