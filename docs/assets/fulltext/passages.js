// The passages of a text in which what was looked for stands, with the words marked.
import { element } from "./elements.js";

const AROUND = 30; // characters
const SHOWN = 2; // passages

/** Where the texts of the terms stand in a passage: [from, to] in the order of the passage, none overlapping. */
export const places = (passage, terms, normal) => {
  const [text, from] = normal.placed(passage);
  const found = [];
  for (const term of terms) {
    for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) {
      const last = at + term.length - 1;
      found.push([from[at], from[last] + (passage.codePointAt(from[last]) > 0xffff ? 2 : 1)]);
    }
  }
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  return found.reduce((merged, [start, end]) => {
    const before = merged.at(-1);
    if (before && start <= before[1]) before[1] = Math.max(before[1], end);
    else merged.push([start, end]);
    return merged;
  }, []);
};

/** A passage with its marks, cut around the first of them if it is long. */
export const marked = (passage, found, all = false) => {
  const made = document.createDocumentFragment();
  const start = all || !found.length ? 0 : Math.max(0, found[0][0] - AROUND);
  const end = all ? passage.length : Math.min(passage.length, (found[0]?.[1] ?? 0) + 2 * AROUND);
  let at = start;
  if (start) made.append("…");
  for (const [from, to] of found) {
    if (from >= end) break;
    made.append(passage.slice(at, from), element("mark", "", passage.slice(from, to)));
    at = to;
  }
  if (at < end) made.append(passage.slice(at, end));
  if (Math.max(at, end) < passage.length) made.append("…");
  return made;
};

/** Up to two passages that show every term between them, if two can, and the terms that none of all has. */
export const chosen = (passages, terms, normal) => {
  const missing = new Set(terms);
  const made = [];
  const lines = passages.map((passage) => [passage, normal(passage)]);
  while (missing.size && made.length < SHOWN) {
    const holding = ([, text]) => [...missing].filter((term) => text.includes(term));
    const best = lines.reduce((a, b) => (holding(b).length > holding(a).length ? b : a), lines[0]);
    const held = best ? holding(best) : [];
    if (!held.length) break;
    for (const term of held) missing.delete(term);
    made.push(marked(best[0], places(best[0], terms, normal)));
  }
  return [made, [...missing].filter((term) => !lines.some(([, text]) => text.includes(term)))];
};
