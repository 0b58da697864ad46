// Which documents a query may mean, by the index alone, and how well; the text decides where it is not sure.
import { BREAK } from "./normal.js";

const PINYIN = "~";
const NAMED = 8; // a body that is called so comes before reports that only speak of it

// Every list as marks, one a document; grams of a run must all be there.
const meeting = (lists, size) => {
  const counts = new Uint16Array(size);
  for (const list of lists) for (const number of list) counts[number]++;
  return Uint8Array.from(counts, (count) => (lists.length && count === lists.length ? 1 : 0));
};

/** The terms of a query in an index: `has` and `score` for each document, and what `holds` asks of a text. */
export const find = async (index, terms) => {
  const { documents, bodies } = index.about;
  const keys = terms.flatMap((term) => [...term.grams, ...term.letters.map((letters) => PINYIN + letters)]);
  const lists = await index.lists([...new Set(keys)]);
  const [has, score] = [new Uint8Array(documents).fill(1), new Uint16Array(documents)];
  const asked = terms.map((term) => {
    const of = (list) => term.grams.map((gram) => lists.get(gram)[list]);
    const [all, often] = [meeting(of("all"), documents), meeting(of("often"), documents)];
    const named = meeting(of("named"), bodies);
    const spelt = new Uint8Array(bodies);
    for (const letters of term.letters) for (const body of lists.get(PINYIN + letters).named) spelt[body] = 1;
    for (let document = 0; document < documents; document++) {
      const body = index.bodies[document];
      const found = !term.grams.length || all[document] || named[body] || spelt[body];
      if (term.without ? found && term.exact : !found) has[document] = 0;
      else if (!term.without) score[document] += (named[body] || spelt[body] ? NAMED : 0) + often[document];
    }
    return { ...term, spelt };
  });
  return { has, score, asked, exact: terms.every((term) => term.exact) };
};

/** Whether the text of a document is what was asked for; `names` and `text` are normal. */
export const holds = (asked, body, names, text) =>
  asked.every((term) => {
    const there = text.includes(term.text) || names.includes(term.text) || term.spelt[body] === 1;
    return there !== term.without;
  });

/** The normal text of a block's report, and of its names. */
export const texts = (block, normal) => ({
  names: block.names.map(normal).join(BREAK),
  reports: block.reports.map((passages) => passages.map(normal).join(BREAK)),
});
