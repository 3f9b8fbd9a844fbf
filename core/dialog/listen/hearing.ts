/** What is to be heard of one utterance, and what can end it. */
import type { Messages } from "../../contract/index.ts";
import type { Order } from "../router/order.ts";
import type { JudgeFacts } from "./judge.ts";
import type { Patience } from "./patience.ts";

export interface Hearing extends JudgeFacts {
  readonly stream?: number;
  /** Capture time to begin at, ms since 1970; absent: with the next frame. */
  readonly from?: number;
  /** What else may be spoken than its language. */
  readonly others?: readonly string[];
  readonly ears: Order;
  readonly patience: Patience;
  readonly wakeWord?: string;
  readonly turn: string;
  readonly signal: AbortSignal;
}

export type EndRule = Messages["speech/ended"]["rule"];
