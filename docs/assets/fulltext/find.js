// Which documents a query may mean, by the index alone, and how well; the text decides where it is not sure.
import { BREAK } from "./normal.js";

const PINYIN = "~";
// A body that is called so comes before reports that speak of it, these before those whose tables have a row of
// that name, as all have; and one that speaks of it often before one that does once.
const [NAMED, TOLD] = [16, 4];

// Every list as marks, one a document; grams of a run must all be there.
const meeting = (lists, size) => {
  const counts = new Uint16Array(size);
  for (const list of lists) for (const number of list) counts[number]++;
  return Uint8Array.from(counts, (count) => (lists.length && count === lists.length ? 1 : 0));
};

/**
 * The terms of a query in an index: `has` and `score` for each document, and what `holds` asks of a text.
 * `tables` says whether the labels of the tables count; they never exclude a report.
 */
export const find = async (index, terms, normal, tables) => {
  const { documents, bodies } = index.about;
  const keys = terms.flatMap((term) => [...term.grams, ...term.letters.map((letters) => PINYIN + letters)]);
  const lists = await index.lists([...new Set(keys)]);
  const [has, score] = [new Uint8Array(documents).fill(1), new Uint16Array(documents)];
  const labels = tables ? index.labels.map((set) => set.map(normal).join(BREAK)) : [];
  const asked = terms.map((term) => {
    const of = (list) => term.grams.map((gram) => lists.get(gram)[list]);
    const [all, often] = [meeting(of("all"), documents), meeting(of("often"), documents)];
    const named = meeting(of("named"), bodies);
    const spelt = new Uint8Array(bodies);
    for (const letters of term.letters) for (const body of lists.get(PINYIN + letters).named) spelt[body] = 1;
    const labelled = labels.map((text) => !term.without && text.includes(term.text));
    for (let document = 0; document < documents; document++) {
      const body = index.bodies[document];
      const called = named[body] || spelt[body];
      const told = !term.grams.length || all[document] || called;
      if (term.without) {
        if (told && term.exact) has[document] = 0;
      } else {
        if (!told && !labelled[index.columns.labelled[document]]) has[document] = 0;
        score[document] += (called ? NAMED : 0) + (told ? TOLD : 0) + often[document];
      }
    }
    const called = spelt.map((one, body) => one | named[body]);
    return { ...term, spelt, called, labelled };
  });
  return { has, score, asked, exact: terms.every((term) => term.exact) };
};

/** Whether a document is what was asked for; `names` and `text` are normal, `set` is that of its labels. */
export const holds = (asked, body, names, text, set) =>
  asked.every((term) => {
    const there = text.includes(term.text) || names.includes(term.text) || term.spelt[body] === 1;
    return term.without ? !there : there || term.labelled[set];
  });

/** The normal text of a block's report, and of its names. */
export const texts = (block, normal) => ({
  names: block.names.map(normal).join(BREAK),
  reports: block.reports.map((passages) => passages.map(normal).join(BREAK)),
});

/** The bodies that have a document left. */
const left = ({ index, has }) => {
  const found = new Set();
  has.forEach((one, document) => {
    if (one) found.add(index.bodies[document]);
  });
  return [...found];
};

/** Look up in the texts what the index is not sure of, if it is no more than some bodies; whether all is sure. */
export const settle = async (parts, normal, most) => {
  const unsure = parts.filter((part) => !part.exact);
  const bodies = unsure.map(left);
  if (bodies.flat().length > most) return false;
  await Promise.all(
    unsure.flatMap(({ index, has, asked }, number) =>
      bodies[number].map(async (body) => {
        const { names, reports } = texts(await index.body(body), normal);
        reports.forEach((text, place) => {
          const document = index.first[body] + place;
          if (!holds(asked, body, names, text, index.columns.labelled[document])) has[document] = 0;
        });
      }),
    ),
  );
  return true;
};
