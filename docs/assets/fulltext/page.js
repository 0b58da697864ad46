// The page of the full-text search: what is asked stands in the address, so that it can be shared.
import { Counts, narrowed, order } from "./choices.js";
import { both } from "./elements.js";
import { find, settle } from "./find.js";
import { Form } from "./form.js";
import { Index } from "./index.js";
import { normaliser } from "./normal.js";
import { parse } from "./query.js";
import { csv, item, Results } from "./results.js";

const PAUSE = 250; // milliseconds after a key, before the question is asked
const SETTLED = 12; // bodies whose texts are looked at before anything is counted
const place = document.getElementById("gk-fulltext");

const start = async () => {
  place.append(place.querySelector("template").content.cloneNode(true));
  const form = new Form(place.querySelector("form"));
  const [told, list] = [place.querySelector("[role=status]"), place.querySelector("ol")];
  const button = (name) => place.querySelector(`[data-do=${name}]`);
  const [more, download] = [button("more"), button("csv")];
  const tell = (zh, en) => told.replaceChildren(both(zh, en));
  let asking = 0; // the question that is being answered; an answer to an earlier one is dropped
  let results;

  tell("正在读取索引…", "Reading the index…");
  const archives = place.dataset.indexes.split(" ").map((address) => new Index(new URL(address, location.href)));
  const [simplified, ...opened] = await Promise.allSettled([
    fetch(place.dataset.simplified).then((response) => response.json()),
    ...archives.map((archive) => archive.open()),
  ]);
  for (const { reason } of [simplified, opened[0]]) if (reason) throw reason; // without the others the rest is found
  const indexes = opened.flatMap(({ value }) => value ?? []);
  const missing = archives.filter((_, number) => opened[number].reason).map(({ root }) => root.href);
  place.querySelector(".gk-missing").hidden = missing.length === 0;
  place.querySelector(".gk-missing").append(" ", missing.join(" "));
  const normal = normaliser(simplified.value);

  const count = () => {
    const { bodies, documents, checked, sure } = results;
    const most = sure ? "" : "至多 ";
    const seen = sure ? "" : `；已逐字核对 ${checked} 份，余下的按“继续”核对`;
    const seenEn = sure ? "" : `; ${checked} checked against their text so far, press “More” for the others`;
    tell(
      `${most}${documents} 份报告，${bodies} 个机关${seen}。已列出 ${list.children.length} 个机关`,
      `${sure ? "" : "at most "}${documents} reports of ${bodies} bodies${seenEn}. Bodies listed: ${list.children.length}`,
    );
    more.hidden = results.ended;
    download.hidden = !documents;
  };

  const show = async (mine) => {
    const from = list.children.length;
    const found = await results.next(() => mine === asking);
    if (mine !== asking) return undefined;
    list.append(...found.map((group) => item(group, results.shown)));
    count();
    return list.children[from];
  };

  const ask = async () => {
    const mine = ++asking;
    const wanted = form.wanted();
    const { terms, ranges } = parse(wanted.query, normal, form.figures);
    ranges.push(...form.ranges());
    const named = [...new Set([...form.chosen(), ...ranges.map((range) => range.figure)])];
    const tables = wanted.in !== "text";
    const counts = new Counts();
    const parts = await Promise.all(
      indexes.map(async (index) => {
        const [found, ...columns] = await Promise.all([
          find(index, terms, normal, tables),
          ...named.map((name) => index.figure(name)),
        ]);
        const figures = Object.fromEntries(named.map((name, number) => [name, columns[number]]));
        return { index, ...found, figures };
      }),
    );
    const names = await form.regionNames(indexes, wanted.region);
    if (mine !== asking) return;
    const exact = await settle(parts, normal, SETTLED);
    if (mine !== asking) return;
    const documents = parts.flatMap((part, archive) =>
      narrowed(part.index, part.has, wanted, ranges, part.figures, counts).map((document) => ({
        archive,
        document,
        year: part.index.columns.years[document],
        score: part.score[document],
        figure: named.length ? number(part.figures[named[0]][document]) : null,
      })),
    );
    documents.sort(order(wanted.sort));
    const shown = { normal, terms: terms.filter((term) => !term.without).map((term) => term.text), named, tables, labels: form.figures };
    results = new Results(parts, documents, exact, shown);
    form.offer(counts, names, indexes, exact);
    list.replaceChildren();
    if (Object.values(wanted).some(Boolean) || named.length) await show(mine);
    else count(); // nothing is asked yet: no text is read for it
  };

  const failed = (error) => {
    const [zh, en] = error.part ?? ["索引的一部分", "a part of the index"];
    const kept = list.children.length ? ["下面是此前列出的结果。", " Below is what was listed before."] : ["", ""];
    tell(`没有读到${zh}：请检查网络后再试。${kept[0]}`, `Could not read ${en}: check the network and try again.${kept[1]}`);
    console.warn(error);
  };
  const asked = () => {
    form.keep();
    tell("正在搜索…", "Searching…");
    return ask().catch(failed);
  };
  let timer;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(asked, PAUSE);
  };
  form.element.addEventListener("input", ({ target }) => {
    if (target.matches("input")) soon();
  });
  form.element.addEventListener("change", ({ target }) => {
    if (!target.matches("select")) return;
    form.narrow(target);
    asked();
  });
  form.element.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    asked();
  });
  button("add").addEventListener("click", () => form.addRange().querySelector("select").focus());
  button("clear").addEventListener("click", () => {
    form.clear();
    asked();
  });
  more.addEventListener("click", () => {
    show(asking).then((first) => first?.querySelector("a").focus(), failed);
  });
  download.addEventListener("click", () => {
    const progress = (done) => tell(`正在核对 ${done} 份…`, `Checking ${done} reports…`);
    csv(results, progress).then(count, failed);
  });
  addEventListener("popstate", () => {
    form.read();
    ask().catch(failed);
  });
  form.read();
  await ask();
};

const number = (value) => (value === null ? null : Number(value));

if (place) {
  start()
    .catch((error) => {
      place.querySelector("[role=status]")?.replaceChildren(
        both("这个浏览器读不了索引，或索引没有读到：请改用地区、年度浏览。", "The index could not be read here: browse by region or year instead."),
      );
      console.warn(error);
    })
    .finally(() => place.classList.add("gk-ready")); // shown at once, so that nothing moves
}
