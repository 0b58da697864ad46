// The form: what it asks, what it offers with how many, and how it stands in the address.
const ALL = "全部 all";
const WIDE = 600; // pixels, from which the choices do not push the results away

export class Form {
  constructor(element) {
    this.element = element;
    this.regions = [...element.querySelectorAll("[data-digits]")];
    this.fields = [...element.querySelectorAll("[name]")];
    this.frame = element.querySelector(".gk-ranges");
    this.range = this.frame.firstElementChild.cloneNode(true);
    this.labels = new Map(); // what options of a fixed list are called
    for (const option of element.querySelectorAll("select[name] option")) this.labels.set(option.value, option.label);
    /** The label of each figure by its name. */
    this.figures = Object.fromEntries(
      [...this.range.querySelectorAll("option")].slice(1).map((option) => [option.value, option.label]),
    );
  }

  field(name) {
    return this.fields.find((field) => field.name === name);
  }

  /** What is asked by the name of the field, the region by its code; "" where nothing is. */
  wanted() {
    const region = this.regions.reduce((code, select) => select.value || code, "");
    return { region, ...Object.fromEntries(this.fields.map((field) => [field.name, field.value])) };
  }

  #rows() {
    return [...this.frame.children].map((row) => {
      const [min, max] = row.querySelectorAll("input");
      return { figure: row.querySelector("select").value, min: min.value, max: max.value };
    });
  }

  /** The names of the figures chosen. */
  chosen() {
    return this.#rows().map((row) => row.figure).filter(Boolean);
  }

  /** The ranges that are asked of them. */
  ranges() {
    return this.#rows().filter((row) => row.figure).flatMap(({ figure, min, max }) => [
      ...(min === "" ? [] : [{ figure, sign: ">=", value: Number(min) }]),
      ...(max === "" ? [] : [{ figure, sign: "<=", value: Number(max) }]),
    ]);
  }

  addRange({ figure = "", min = "", max = "" } = {}) {
    const row = this.range.cloneNode(true);
    row.querySelector("select").value = figure in this.figures ? figure : "";
    const bounds = row.querySelectorAll("input");
    [bounds[0].value, bounds[1].value] = [min, max];
    this.frame.append(row);
    return row;
  }

  /** A region of another level than before leaves none below it. */
  narrow(select) {
    const below = this.regions.slice(this.regions.indexOf(select) + 1);
    if (this.regions.includes(select)) for (const other of below) other.value = "";
  }

  clear() {
    for (const field of [...this.fields, ...this.regions]) field.value = "";
    this.frame.replaceChildren(this.range.cloneNode(true));
  }

  /** Take everything from the address. */
  read() {
    const asked = new URLSearchParams(location.search);
    this.frame.replaceChildren();
    for (const range of asked.getAll("figure")) {
      const [figure, min = "", max = ""] = range.split(":");
      this.addRange({ figure, min, max });
    }
    if (!this.frame.children.length) this.addRange();
    const code = asked.get("region") ?? "";
    for (const field of this.fields) this.#set(field, asked.get(field.name) ?? "");
    for (const select of this.regions) {
      const digits = Number(select.dataset.digits);
      this.#set(select, /^\d+$/.test(code) && code.length >= digits ? code.slice(0, digits) : "");
    }
    const chosen = this.#count(asked) > 0;
    this.element.querySelector("details").open ||= chosen && innerWidth >= WIDE;
  }

  // How many choices there are, told where they are folded up.
  #count(asked) {
    const count = [...asked.keys()].filter((key) => key !== "query").length;
    this.element.querySelector("summary strong").textContent = count ? `（${count}）` : "";
    return count;
  }

  // A value that is not offered yet is, so that it is not lost.
  #set(field, value) {
    const lists = field.matches("select") && !["sort", "in"].includes(field.name);
    if (lists && value && ![...field.options].some((option) => option.value === value)) {
      field.add(new Option(value, value));
    }
    field.value = value;
    if (field.selectedIndex === -1) field.value = "";
  }

  /** Put everything into the address. */
  keep() {
    const asked = new URLSearchParams();
    const wanted = this.wanted();
    for (const name of ["query", "region", ...this.fields.map((field) => field.name)]) {
      if (wanted[name]) asked.set(name, wanted[name]);
    }
    for (const { figure, min, max } of this.#rows()) if (figure) asked.append("figure", `${figure}:${min}:${max}`);
    this.#count(asked);
    const query = String(asked);
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
  }

  /** The names of the regions that can be offered with the one chosen, by their codes. */
  async regionNames(indexes, chosen) {
    const below = indexes.map((index) => (chosen ? index.regionsBelow(chosen.slice(0, 2)) : {}));
    return Object.assign({}, ...indexes.map((index) => index.columns.regions), ...(await Promise.all(below)));
  }

  /** Offer what the counts have, each with its number; what is chosen stays though none be left. */
  offer(counts, names, indexes, exact) {
    const number = (value) => `（${exact || !value ? "" : "≤"}${value}）`;
    const fill = (select, found) => {
      const value = select.value;
      const options = [...found];
      if (value && !options.some(([key]) => key === value)) options.push([value, 0, value]);
      select.replaceChildren(
        new Option(ALL, ""),
        ...options.map(([key, count, label]) => new Option(`${label}${number(count)}`, key)),
      );
      select.value = value;
      select.disabled = select.options.length === 1;
    };
    const rules = new Map(indexes.flatMap((index) => index.rules.map(({ rule, zh }) => [rule, zh])));
    const label = { rule: (value) => `${value} ${rules.get(value) ?? ""}` };
    for (const field of this.fields.filter(({ name }) => name in counts.of)) {
      const named = label[field.name] ?? ((value) => this.labels.get(value) ?? value);
      const direction = field.name === "year" ? -1 : 1;
      const found = [...counts.of[field.name]].sort(([a], [b]) => direction * a.localeCompare(b, "en", { numeric: true }));
      fill(field, found.map(([key, count]) => [key, count, named(key)]));
    }
    const { region } = this.wanted();
    for (const select of this.regions) {
      const digits = Number(select.dataset.digits);
      const above = digits === 9 ? 6 : digits - 2;
      const open = digits === 2 || region.length >= above;
      const codes = [...counts.of.region].filter(
        ([code]) => open && code.length === digits && code.startsWith(digits === 2 ? "" : region.slice(0, above)),
      );
      fill(select, codes.sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, count]) => [code, count, names[code] ?? code]));
    }
  }
}
