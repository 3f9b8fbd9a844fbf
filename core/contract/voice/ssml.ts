/** Words as SSML (W3C, Speech Synthesis Markup Language 1.1) for the services that take it. */
import type { Prosody } from "./prosody.ts";

/** Text between tags: XML 1.0 has no control characters and no halves of letters, whatever stands for them. */
export const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, " ")
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/**
 * `<prosody>` around markup that is escaped already; what changes nothing is left out. The rate is a relative change, "+12%", which
 * services understand alike; an absolute "112%" they do not.
 */
export function withProsody(inner: string, { speed, pitch }: Pick<Prosody, "speed" | "pitch">): string {
  const percent = Math.round((speed - 1) * 100);
  const attributes = [
    percent === 0 ? "" : ` rate="${signed(percent)}%"`,
    pitch === 0 ? "" : ` pitch="${signed(pitch)}st"`,
  ].join("");
  return attributes === "" ? inner : `<prosody${attributes}>${inner}</prosody>`;
}

const signed = (value: number): string => (value > 0 ? `+${value}` : String(value));
