/** Which audio tools this machine has, and which of them are of use. */
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { run } from "./process.ts";
import { type Env, type Tool, tools } from "./tools.ts";

export interface Survey {
  /** Best first. */
  readonly able: readonly Tool[];
  /** Installed, but too old. */
  readonly old: readonly Tool[];
}

const helpMs = 2_000;

/** Looks along the PATH of `env`, and asks those tools for their help whose older versions lack an option. */
export async function surveyTools(env: Env): Promise<Survey> {
  const states = await Promise.all(tools.map((tool) => stateOf(tool, env)));
  const those = (wanted: string): readonly Tool[] => tools.filter((_, i) => states[i] === wanted);
  return { able: those("able"), old: those("old") };
}

/** Tools of use whose programs are all on the PATH, best first. */
export const installedTools = async (env: Env): Promise<readonly Tool[]> => (await surveyTools(env)).able;

async function stateOf({ programs, option }: Tool, env: Env): Promise<"absent" | "old" | "able"> {
  const there = await Promise.all(programs.map((name) => isOnPath(name, env)));
  if (!there.every(Boolean)) return "absent";
  if (option === undefined) return "able";
  const helps = await Promise.all(programs.map((program) => helpOf(program, env)));
  return helps.every((help) => help.includes(option)) ? "able" : "old";
}

async function helpOf(program: string, env: Env): Promise<string> {
  const running = run([program, "--help"], env);
  running.input.end();
  running.output.setEncoding("utf8");
  let help = "";
  running.output.on("data", (piece: string) => {
    help += piece;
  });
  const timer = setTimeout(running.kill, helpMs);
  await running.ended.finally(() => clearTimeout(timer));
  return help;
}

async function isOnPath(program: string, env: Env): Promise<boolean> {
  for (const folder of (env.PATH ?? "").split(delimiter)) {
    const found = await access(join(folder, program), constants.X_OK).then(
      () => true,
      () => false,
    );
    if (folder !== "" && found) return true;
  }
  return false;
}
