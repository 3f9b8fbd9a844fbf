/** Where sentences end, for the house that hands out a reply and for the voice that says it. */

/** Words whose dot ends no sentence. */
const abbreviations = new Set(
  (
    "dr mr mrs ms prof st no vs etc e.g i.e a.m p.m approx min max ca nr bzw usw z.b d.h u.a s.o evtl inkl str tel " +
    "jan feb mar apr jun jul aug sep sept oct okt nov dec dez mo di mi do fr sa so mon tue wed thu fri sat sun z d u"
  ).split(" "),
);

/** Joined they are the text again; one of blanks is the text itself. */
export function sentencesOf(text: string): string[] {
  const found: string[] = [];
  let start = 0;
  for (const { index, 0: sign } of text.matchAll(/[.!?…]+["'”’»)\]]*\s+|[。！？]+\s*|\s*\n\s*/gu)) {
    const end = index + sign.length;
    if (end >= text.length) break;
    const before = text.slice(start, index);
    if (before.trim() === "" || (/^\.\s/.test(sign) && endsNothing(before))) continue;
    found.push(text.slice(start, end));
    start = end;
  }
  found.push(text.slice(start));
  return found;
}

/** Whether the dot after `before` belongs to an abbreviation, an initial or an ordinal number. */
function endsNothing(before: string): boolean {
  const word = /[\p{L}\p{N}.]+$/u.exec(before)?.[0].toLowerCase() ?? "";
  return abbreviations.has(word) || /^\d{1,2}$/.test(word) || /^(\p{L}\.)*\p{L}$/u.test(word);
}
