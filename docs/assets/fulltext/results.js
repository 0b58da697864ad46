// The results: looked up in the text one body after the other, shown by body, and as CSV.
import { both, element } from "./elements.js";
import { holds, texts } from "./find.js";
import { chosen, marked, places } from "./passages.js";

const SHOWN = 8; // bodies at a time
const AT_MOST = 40; // bodies whose text is read for them before the reader is asked
const AT_ONCE = 8;

/** Documents in their order by body, each body looked up in the text before it is given out. */
export class Results {
  #groups = new Map();
  #left; // bodies not looked at yet

  constructor(parts, documents, exact, shown) {
    this.parts = parts;
    this.all = documents;
    this.shown = shown;
    this.exact = exact;
    for (const found of documents) {
      const body = parts[found.archive].index.bodies[found.document];
      const key = `${found.archive}/${body}`;
      if (!this.#groups.has(key)) this.#groups.set(key, { archive: found.archive, body, documents: [] });
      this.#groups.get(key).documents.push(found);
    }
    this.#left = [...this.#groups.values()];
    this.checked = 0;
    this.documents = documents.length;
    this.bodies = this.#left.length;
  }

  get ended() {
    return !this.#left.length;
  }

  /** Whether the counts are those of the texts. */
  get sure() {
    return this.exact || this.ended;
  }

  /** The next bodies with reports that are what was asked, with their texts. */
  async next(wanted = () => true, shown = SHOWN, most = AT_MOST) {
    const found = [];
    for (let read = 0; this.#left.length && found.length < shown && read < most && wanted(); ) {
      const some = this.#left.slice(0, Math.min(AT_ONCE, this.exact ? shown - found.length : AT_ONCE));
      const groups = await Promise.all(some.map((group) => this.#looked(group)));
      for (const group of groups) {
        if (found.length === shown) break; // those that are over are read already, and looked at next time
        this.#left.shift();
        read++;
        this.checked += group.among;
        this.documents -= group.among - group.documents.length;
        if (group.documents.length) found.push(group);
        else this.bodies--;
      }
    }
    return found;
  }

  async #looked({ archive, body, documents }) {
    const { index, asked, figures } = this.parts[archive];
    const block = await index.body(body);
    const text = texts(block, this.shown.normal);
    const first = index.first[body];
    const set = (document) => index.columns.labelled[document];
    const kept = documents
      .filter(({ document }) => holds(asked, body, text.names, text.reports[document - first], set(document)))
      .map((found) => ({
        ...found,
        labels: this.shown.tables ? index.labels[set(found.document)] : [],
        passages: block.reports[found.document - first],
        figures: this.shown.named.map((name) => figures[name][found.document]),
      }));
    return { archive, body, block, index, among: documents.length, documents: kept };
  }
}

/** A body with its reports, a passage or two of each with the words marked. */
export const item = ({ block, index, documents }, { normal, terms, named, labels }) => {
  const address = (tail) => new URL(`${block.address}/${tail}`, index.root).href;
  const link = (href, ...inside) => Object.assign(element("a", "", ...inside), { href });
  const whole = (text) => marked(text, places(text, terms, normal), true);
  const heading = element("h3", "", link(address(""), whole(block.names[0])));
  const others = block.names.slice(1).filter((name) => terms.some((term) => normal(name).includes(term)));
  if (others.length) heading.append(" ", element("small", "", ...others.flatMap((name) => [whole(name), " "])));
  const reports = documents.map(({ year, passages, labels: printed, figures }) => {
    const [title, ...rest] = passages;
    const made = element("li", "", link(address(`${year}/`), element("strong", "", String(year)), " ", whole(title)));
    named.forEach((name, number) => {
      const value = figures[number] ?? "—";
      made.append(" ", element("small", "", `${labels[name]}：`, element("strong", "", String(value))));
    });
    const [texts, missing] = chosen(rest, terms, normal);
    made.append(...texts.map((text) => element("p", "", text)));
    // What stands in the title or the name is marked there; what stands in a table alone is told to be of a table.
    const unseen = missing.filter((term) => !normal(title).includes(term));
    const [rows] = chosen(printed, unseen, normal);
    made.append(...rows.map((row) => element("p", "", both("表格项目：", "in a table:"), " ", row)));
    return made;
  });
  const where = element("p", "gk-where", block.regions.join(" › "));
  return element("li", "", heading, where, element("ul", "", ...reports));
};

const cell = (value) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/** Everything that is left is looked up and all of it downloaded; `progress` is told how many were. */
export const csv = async (results, progress) => {
  const { parts, shown } = results;
  const again = new Results(parts, results.all, results.exact, shown);
  const rows = [["body", "name", "region", "year", "title", ...shown.named, "address"]];
  while (!again.ended) {
    for (const { block, index, documents } of await again.next(undefined, AT_MOST)) {
      const id = block.address.split("/").at(-1);
      for (const { year, passages, figures } of documents) {
        const address = new URL(`${block.address}/${year}/`, index.root).href;
        rows.push([id, block.names[0], block.regions.join(" "), year, passages[0], ...figures.map((value) => value ?? ""), address]);
      }
    }
    progress(again.checked);
  }
  const text = rows.map((row) => row.map((value) => cell(String(value))).join(",")).join("\r\n");
  const file = new Blob(["\ufeff", text, "\r\n"], { type: "text/csv" });
  const link = Object.assign(element("a"), { href: URL.createObjectURL(file), download: "gongkai.csv" });
  link.click();
  URL.revokeObjectURL(link.href);
};
