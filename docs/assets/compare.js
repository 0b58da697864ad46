// The comparison: the address says what is compared, the files of the API hold it. The page without it leads
// to the comparisons made beforehand.
import { NotThere, open } from "./compare/api.js";
import { build, csv } from "./compare/model.js";
import { picker } from "./compare/picker.js";
import { COLUMN, MOST, parse, told, written } from "./compare/state.js";
import { both, draw, element, link } from "./compare/view.js";

const REFUSED = 8; // parts of an address that are told singly
const place = document.getElementById("gk-compare");
const part = (name) => place.querySelector(`.gk-${name}`);

const start = async () => {
  const api = await open(place.dataset.api.split(" ").map((address) => new URL(address, location.href)));
  const columns = api.forms.columns.applicants;
  place.append(part("page").content.cloneNode(true));
  const status = part("status");
  const say = (words) => status.replaceChildren(both(words));
  const column = part("column");
  for (const { key, zh, en } of columns) column.add(new Option(`${zh} ${en}`, key));
  part("missing").hidden = api.missing.length === 0;
  part("missing").append(" ", api.missing.map((address) => new URL("../..", address).href).join(" "));

  let state = { reports: [], column: COLUMN, refused: [] };
  let [shown, made, liked] = [[], undefined, undefined];
  let turn = 0;

  // Each report asked for, or why it is not there.
  const fetched = async ({ id, year }) => {
    try {
      const body = await api.body(id);
      const report = body.reports.find((found) => found.year === year);
      if (report) return { id, year, body, report };
      if (api.missing.length) throw new Error(`${id} ${year}: ${api.missing}`);
      return { id, year, body, problem: ["本站没有该机关这一年度的报告", "no report of this body on this year"] };
    } catch (error) {
      if (error instanceof NotThere) return { id, year, problem: ["本站没有这个机关", "no such body in the archive"] };
      return { id, year, problem: ["没有取到，请重试", "could not be fetched, try again"] };
    }
  };

  const press = () => {
    for (const button of place.querySelectorAll(".gk-pick button")) {
      const { id, year } = button.dataset;
      const pressed = state.reports.some((report) => report.id === id && report.year === Number(year));
      button.setAttribute("aria-pressed", pressed);
    }
  };

  const chosen = ({ id, year, body, report, problem }) => {
    const item = element("li", "");
    item.append(report ? link(report.page, body.name) : (body?.name ?? id), " ");
    if (body && body.reports.length) {
      const select = element("select", "");
      select.setAttribute("aria-label", `${body.name} 年度 year`);
      if (problem) select.add(new Option(`${year} ?`, year));
      for (const found of body.reports) select.add(new Option(found.year, found.year));
      select.value = year;
      select.addEventListener("change", () => {
        const to = Number(select.value);
        if (state.reports.some((other) => other.id === id && other.year === to)) {
          select.value = year;
          say([`${body.name} ${to} 已在比较之中`, `${body.name} ${to} is compared already`]);
        } else {
          const reports = state.reports.map((other) => (other.id === id && other.year === year ? { id, year: to } : other));
          change({ reports }, [`改为 ${body.name} ${to}`, `now ${body.name} ${to}`]);
        }
      });
      item.append(select, " ");
    } else {
      item.append(`${year} `);
    }
    if (problem) item.append(element("span", "gk-tag", both(problem)), " ");
    const remove = element("button", "md-button", both(["去掉", "Remove"]));
    remove.type = "button";
    remove.setAttribute("aria-label", `去掉 remove ${body?.name ?? id} ${year}`);
    remove.addEventListener("click", () => toggle(id, year));
    item.append(remove);
    return item;
  };

  const refused = () => {
    const single = state.refused.slice(0, REFUSED).map(([token, zh, en]) =>
      element("li", "", element("q", "", told(token)), " ", element("span", "gk-tag", both([zh, en]))),
    );
    const more = state.refused.length - single.length;
    return more ? [...single, element("li", "", both([`另有 ${more} 处`, `and ${more} more`]))] : single;
  };

  const like = async () => {
    const base = shown.find(({ report }) => report);
    if (base && liked === base.id) return;
    part("like").hidden = true;
    liked = base?.id;
    if (!base) return;
    const { bodies, items } = await similar(base.body);
    if (liked !== base.id) return;
    part("base").replaceChildren(base.body.name);
    part("alike").replaceChildren(...items);
    part("like").hidden = items.length === 0;
    const nearest = bodies.filter(({ years }) => years.includes(base.year)).slice(0, MOST - 1);
    const all = part("nearest");
    all.hidden = nearest.length === 0;
    all.onclick = () => {
      const reports = [{ id: base.id, year: base.year }, ...nearest.map(({ id }) => ({ id, year: base.year }))];
      change({ reports }, [`比较 ${reports.length} 份`, `comparing ${reports.length}`]);
    };
    press();
  };

  const show = async () => {
    const mine = ++turn;
    const found = await Promise.all(state.reports.map(fetched));
    if (mine !== turn) return;
    shown = found;
    const there = found.filter(({ report }) => report);
    part("chosen").replaceChildren(...found.map(chosen));
    part("refused").replaceChildren(...refused());
    part("none").hidden = found.length > 0;
    for (const name of ["applicants", "share"]) part(name).hidden = there.length === 0;
    column.value = state.column;
    part("address").value = location.href;
    made = build(there, api, state.column);
    draw(part("tables"), there, made, api);
    press();
    await like();
  };

  const change = (changed, words) => {
    state = { ...state, refused: [], ...changed };
    history.replaceState(null, "", location.pathname + written(state));
    say(words);
    return show();
  };
  const toggle = async (id, year) => {
    const reports = state.reports.filter((report) => report.id !== id || report.year !== year);
    const removed = reports.length < state.reports.length;
    if (!removed && reports.length === MOST) {
      say([`最多比较 ${MOST} 份，请先去掉一份`, `at most ${MOST} can be compared: remove one first`]);
      return;
    }
    if (!removed) reports.push({ id, year });
    const inList = document.activeElement?.closest(".gk-chosen");
    await change({ reports }, [
      `${removed ? "已去掉" : "已加入"} ${year}，共 ${reports.length} 份`,
      `${removed ? "removed" : "added"} ${year}, ${reports.length} in all`,
    ]);
    if (inList) (part("chosen").querySelector("button") ?? place.querySelector("input")).focus();
  };

  const similar = picker(place.querySelector("form"), api, place.dataset.simplified, { say, onLike: press });
  place.addEventListener("click", ({ target }) => {
    const button = target.closest(".gk-pick button");
    if (button) toggle(button.dataset.id, Number(button.dataset.year));
  });
  column.addEventListener("change", () => {
    const { zh, en } = columns.find(({ key }) => key === column.value);
    change({ column: column.value }, [`第三部分显示：${zh}`, `section 3 shows: ${en}`]);
  });
  part("copy").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      say(["地址已复制", "the address is copied"]);
    } catch {
      part("address").select(); // where a browser gives no clipboard, the reader copies it
      say(["地址已选定，请复制", "the address is selected, copy it"]);
    }
  });
  part("csv").addEventListener("click", () => {
    const there = shown.filter(({ report }) => report);
    const save = link(URL.createObjectURL(new Blob([csv(there, made, api.index.notice)], { type: "text/csv" })));
    save.download = `gongkai-${there.map(({ id, year }) => `${id}-${year}`).join("_")}.csv`;
    save.click();
    URL.revokeObjectURL(save.href);
    say(["CSV 已下载", "the CSV is saved"]);
  });
  const read = () => {
    state = parse(location.search, columns);
    return show();
  };
  addEventListener("popstate", read);
  await read();
};

start()
  .catch(() => {
    place.append(part("failed").content.cloneNode(true));
  })
  .finally(() => place.classList.add("gk-ready")); // shown at once, so that nothing moves
