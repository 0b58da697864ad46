// What the results are narrowed and ordered by, and how many each choice would leave.
import { within } from "./query.js";

export const FACETS = ["region", "year", "level", "kind", "form", "rule"];
const LEVELS = { 2: "province", 4: "prefecture", 6: "county", 9: "township" };
const KINDS = ["government", "department", "office"];

/** For each facet, whether a document of an index is among what was chosen. */
const tests = (index, wanted) => {
  const { codes, kinds, years, forms } = index.columns;
  const { bodies } = index;
  const rule = index.rules.find((of) => of.rule === wanted.rule);
  return {
    region: (document) => codes[bodies[document]].startsWith(wanted.region),
    year: (document) => String(years[document]) === wanted.year,
    level: (document) => LEVELS[codes[bodies[document]].length] === wanted.level,
    kind: (document) => KINDS[kinds[bodies[document]]] === wanted.kind,
    form: (document) => forms[document] === wanted.form,
    rule: (document) => rule?.has[document] === 1,
  };
};

/** Counts by facet and value; those of a facet as if nothing were chosen in it. */
export class Counts {
  constructor() {
    this.of = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
  }

  add(facet, value) {
    this.of[facet].set(value, (this.of[facet].get(value) ?? 0) + 1);
  }

  addDocument(facet, index, document) {
    const { codes, kinds, years, forms } = index.columns;
    const body = index.bodies[document];
    const code = codes[body];
    if (facet === "region") {
      for (const digits of [2, 4, 6, 9]) if (code.length >= digits) this.add(facet, code.slice(0, digits));
    } else if (facet === "rule") {
      for (const of of index.rules) if (of.has[document]) this.add(facet, of.rule);
    } else {
      const value = { year: years[document], level: LEVELS[code.length], kind: KINDS[kinds[body]], form: forms[document] };
      this.add(facet, String(value[facet]));
    }
  }
}

/**
 * The documents of an index that fit everything, as numbers; the counts are added to. `figures` are the
 * values of each figure by its name.
 */
export const narrowed = (index, has, wanted, ranges, figures, counts) => {
  const chosen = FACETS.filter((facet) => wanted[facet]);
  const test = tests(index, wanted);
  const found = [];
  for (let document = 0; document < has.length; document++) {
    if (!has[document]) continue;
    if (!ranges.every((range) => within(figures[range.figure][document], range))) continue;
    const failed = chosen.filter((facet) => !test[facet](document));
    if (!failed.length) found.push(document);
    if (failed.length < 2) {
      for (const facet of failed.length ? failed : FACETS) counts.addDocument(facet, index, document);
    }
  }
  return found;
};

/** A comparison of two found documents for an order; what has no figure comes last. */
export const order = (by) => {
  const newest = (a, b) => b.year - a.year || a.archive - b.archive || a.document - b.document;
  const figure = (direction) => (a, b) =>
    a.figure === null || b.figure === null
      ? (a.figure === null) - (b.figure === null) || newest(a, b)
      : direction * (a.figure - b.figure) || newest(a, b);
  return {
    newest,
    oldest: (a, b) => a.year - b.year || newest(a, b),
    highest: figure(-1),
    lowest: figure(1),
  }[by] ?? ((a, b) => b.score - a.score || newest(a, b));
};
