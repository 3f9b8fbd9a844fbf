/** What `hearsay doctor` says of one thing. */
export interface Finding {
  /** What was looked at. */
  readonly name: string;
  readonly verdict: "ok" | "warn" | "fail";
  /** What was found. */
  readonly text: string;
  /** What to do; absent when all is well. */
  readonly remedy?: string;
}

export const ok = (name: string, text: string): Finding => ({ name, verdict: "ok", text });

export const warn = (name: string, text: string, remedy: string): Finding => ({
  name,
  verdict: "warn",
  text,
  remedy,
});

export const fail = (name: string, text: string, remedy: string): Finding => ({
  name,
  verdict: "fail",
  text,
  remedy,
});
