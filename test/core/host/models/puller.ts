/** A process that pulls one model, for tests of two at once: puller.ts CATALOG FOLDER REGISTRY NAME. */
import { createModels } from "../../../../core/host/models/index.ts";

const [catalogFile = "", folder = "", registry = "", name = ""] = process.argv.slice(2);
const models = await createModels({ catalogFile, folder, registry, backoffMs: 1 });
const pulled = await models.pull([name], {
  onProgress: ({ phase, received }) => process.send?.({ phase, received }),
});
process.send?.({ pulled: pulled.fetched, ready: await models.ready(name) });
process.disconnect?.();
