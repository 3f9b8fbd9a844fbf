/** Who is meant by "louder": the music that plays in the room, else the house's own voice. */
import { expect, it } from "vitest";
import de from "../../skills/volume/de.json" with { type: "json" };
import en from "../../skills/volume/en.json" with { type: "json" };
import volume from "../../skills/volume/index.ts";
import { heard, openHome } from "./home.ts";

it("makes the music that plays here louder, before the house's own voice", async () => {
  await using house = await openHome(volume, { en, de }, "en", { site: "kitchen" });
  await house.bus.ask("device/command", {}, { device: "kitchen_radio", action: "play", values: {} });
  expect(await heard(house, "louder")).toEqual({
    commands: ["kitchen_radio set volume=40"],
    said: "Volume 40 percent.",
  });
  expect((await heard(house, "mute")).commands).toEqual(["kitchen_radio set volume=0"]);
  expect((await heard(house, "unmute")).commands).toEqual(["kitchen_radio set volume=40"]);
  await house.bus.ask("device/command", {}, { device: "kitchen_radio", action: "stop", values: {} });
  expect(await heard(house, "louder")).toEqual({ commands: [], said: "Volume 60 percent." });
});
