// Finds bodies: by name, former name, code; and those like one that is chosen, the nearest first.
import { both, element, link } from "./view.js";

const SHOWN = 12;
const LIKE = 8;
const PAUSE = 200; // milliseconds after the last key

const plain = (text) => text.normalize("NFKC").toLowerCase();

// Same level and kind; same county before same prefecture before same province.
export const near = (like, bodies) => {
  const shared = ({ code }) => [6, 4, 2].find((digits) => code.slice(0, digits) === like.code.slice(0, digits)) ?? 0;
  return bodies
    .filter((body) => body.id !== like.id && body.level === like.level && body.kind === like.kind && body.years.length)
    .sort((one, other) => shared(other) - shared(one) || (one.id < other.id ? -1 : 1));
};

export const matching = (query, bodies) => {
  const words = plain(query).split(/\s+/u).filter(Boolean);
  if (words.length === 0) return [];
  const names = (body) => [body.name, body.short_name, ...body.former_names].map(plain);
  const rank = (body) => {
    const of = names(body);
    if (of.includes(words[0])) return 0;
    return of.some((name) => name.startsWith(words[0])) ? 1 : 2;
  };
  return bodies
    .filter((body) => {
      const text = [...names(body), body.code, body.id].join(" ");
      return words.every((word) => text.includes(word));
    })
    .map((body) => [rank(body), body])
    .sort(([one], [other]) => one - other)
    .map(([, body]) => body);
};

// A body with a button for each year, which is pressed while that report is compared.
const offered = (body) => {
  const years = element("span", "gk-pick");
  for (const year of [...body.years].reverse()) {
    const button = element("button", "", String(year));
    button.type = "button";
    button.dataset.id = body.id;
    button.dataset.year = year;
    button.setAttribute("aria-label", `${body.name} ${year}`);
    years.append(button);
  }
  const where = element("small", "", body.where);
  return element("li", "", link(body.page, body.name), " ", where, " ", years);
};

// `simplified` is the address of the table of characters.
export const picker = (form, api, simplified, { say, onLike }) => {
  const [field, province] = [form.querySelector("input[type=search]"), form.querySelector("select")];
  const results = form.querySelector(".gk-matches");
  for (const { code, name } of api.index.provinces) province.add(new Option(name, code));
  const codes = () => (province.value ? [province.value] : api.index.provinces.map(({ code }) => code));
  const lists = async (wanted) => (await Promise.all(wanted.map(api.bodies))).flat();
  let asked = 0;
  let learned; // the characters are fetched when somebody searches
  const learn = () => {
    learned ??= fetch(simplified).then((response) => response.json());
    learned.catch(() => (learned = undefined));
    return learned;
  };

  const find = async () => {
    const turn = ++asked;
    const wanted = field.value.trim();
    if (!wanted) return results.replaceChildren();
    const [known, bodies] = await Promise.all([learn(), lists(codes())]);
    if (turn !== asked) return undefined; // the reader has typed on
    const found = matching(Array.from(wanted, (character) => known[character] ?? character).join(""), bodies);
    results.replaceChildren(...found.slice(0, SHOWN).map((body) => offered(body)));
    const [zh, en] = found.length > SHOWN ? [`，列出前 ${SHOWN} 个`, `, the first ${SHOWN} are listed`] : ["", ""];
    say([`找到 ${found.length} 个机关${zh}`, `bodies found: ${found.length}${en}`]);
    onLike();
    return undefined;
  };
  const search = () => find().catch(() => say(["没有取到，请重试", "could not be fetched, try again"]));
  let waiting;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, PAUSE);
  };
  field.addEventListener("input", soon);
  province.addEventListener("change", search);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    search();
  });

  // The bodies like one; a province is like those of the whole country.
  return async (like) => {
    const wanted = like.level === "province" ? api.index.provinces.map(({ code }) => code) : [like.code.slice(0, 2)];
    const found = near(like, await lists(wanted));
    return { bodies: found, items: found.slice(0, LIKE).map((body) => offered(body)) };
  };
};
