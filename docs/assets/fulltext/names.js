// Bodies by their names, for the header: in a large archive they are not in the index of the theme's search.
import { find } from "./find.js";
import { Index } from "./index.js";
import { normaliser } from "./normal.js";
import { parse } from "./query.js";

const SHOWN = 5;
const YEAR = /^20\d\d$/;

/** A function from a query to the first bodies that are called so: name, address, regions. */
export const names = async (base, simplified) => {
  const normal = normaliser(simplified);
  const index = await new Index(base).open();
  const { codes } = index.columns;
  return async (query) => {
    const terms = parse(query, normal, {}).terms.filter((term) => !term.without && !YEAR.test(term.text));
    const { asked } = await find(index, terms, normal, false);
    const found = codes
      .map((code, body) => body)
      .filter((body) => asked.length && asked.every((term) => term.called[body]));
    found.sort((a, b) => codes[a].length - codes[b].length || a - b);
    const blocks = await Promise.all(found.slice(0, SHOWN).map((body) => index.body(body)));
    return blocks.map(({ address, names: [name], regions }) => ({
      name,
      regions: regions.join(" › "),
      href: new URL(`${address}/`, index.root).href,
    }));
  };
};
