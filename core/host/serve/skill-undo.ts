/** Keeps how to take back what the last jobs of a skill did. */
import { Fault, type SkillContext, type Undo } from "../../contract/index.ts";

const jobsKept = 64;
/** What one job may ask to be taken back; more is refused. */
const mostSteps = 32;

export interface Undos {
  add(job: string, how: Undo): void;
  has(job: string): boolean;
  /** Takes back what a job did, the last deed first; once. Rejects with SKILL_FAILED where that is not known any more. */
  takeBack(job: string, context: SkillContext): Promise<void>;
}

export function createUndos(): Undos {
  const jobs = new Map<string, Undo[]>();
  return {
    add(job, how) {
      const steps = jobs.get(job) ?? [];
      if (steps.length >= mostSteps) throw new Fault("SKILL_FAILED", `More than ${mostSteps} ways to undo.`);
      steps.push(how);
      jobs.set(job, steps);
      const [oldest] = jobs.keys();
      if (jobs.size > jobsKept && oldest !== undefined) jobs.delete(oldest);
    },
    has: (job) => jobs.has(job),
    async takeBack(job, context) {
      const steps = jobs.get(job);
      jobs.delete(job);
      if (!steps) throw new Fault("SKILL_FAILED", "How to take that back is not known any more.");
      for (const step of steps.reverse()) await step(context);
    },
  };
}
