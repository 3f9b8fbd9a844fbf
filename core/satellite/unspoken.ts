/** Why an answer stayed in words: whoever asked aloud must not wonder about the silence. */
import { type Bus, Fault } from "../contract/index.ts";
import { primary } from "../language/normalise.ts";

/** How long retained states may take after their subscription stands. */
const retainedMs = 200;

/** `language`: of the answer. NO_PROVIDER where no voice speaks it, JOB_FAILED where one should have. */
export async function whyUnspoken(bus: Bus, language: string | undefined): Promise<Fault> {
  if (language !== undefined && !(await isSpoken(bus, language).catch(() => true))) {
    return new Fault("NO_PROVIDER", `It could not be spoken: no voice for ${language} is installed.`);
  }
  return new Fault("JOB_FAILED", "It could not be spoken: no voice was able to.", {
    remedy: "Look at the voices: hearsay plugins list",
  });
}

async function isSpoken(bus: Bus, language: string): Promise<boolean> {
  let spoken = false;
  await using _ear = await bus.on("provider/state", {}, ({ body: { capability, languages } }) => {
    if (capability !== "tts") return;
    spoken ||= languages.length === 0 || languages.some((one) => primary(one) === primary(language));
  });
  await new Promise((resolve) => setTimeout(resolve, retainedMs));
  return spoken;
}
