/** Words as SSML (W3C, Speech Synthesis Markup Language 1.1) for the services that take it. */
import type { Prosody } from "./prosody.ts";

/** Text between tags: XML 1.0 has no control characters and no halves of letters, whatever stands for them. */
export const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, " ")
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** `<prosody>` around markup that is escaped already; what changes nothing is left out. */
export function withProsody(inner: string, { speed, pitch, energy }: Prosody): string {
  const attributes = [
    Math.abs(speed - 1) < 0.01 ? "" : ` rate="${Math.round(speed * 100)}%"`,
    pitch === 0 ? "" : ` pitch="${signed(pitch)}st"`,
    energy === 0 ? "" : ` volume="${signed(energy)}dB"`,
  ].join("");
  return attributes === "" ? inner : `<prosody${attributes}>${inner}</prosody>`;
}

const signed = (value: number): string => (value > 0 ? `+${value}` : String(value));
