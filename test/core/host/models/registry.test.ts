/** A real small model from the real registry, where there is one to be reached. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createModels } from "../../../../core/host/models/index.ts";

it("fetches and verifies silero-vad", { timeout: 120_000 }, async (context) => {
  const folder = await mkdtemp(join(tmpdir(), "hearsay-registry-"));
  try {
    const models = await createModels({ folder });
    try {
      await models.pull(["silero-vad"], { signal: AbortSignal.timeout(90_000) });
    } catch (thrown) {
      if (thrown instanceof Error && /reached|does not give it|ended/.test(thrown.message))
        context.skip(`no registry can be reached: ${thrown.message}`);
      throw thrown;
    }
    expect(await models.ready("silero-vad")).toBe(join(folder, "silero-vad"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
