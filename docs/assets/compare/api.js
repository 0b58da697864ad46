// Reads the files of the API, each once: those of this site, which are of the same host and build as the page, and
// those of the other archives that it spans.

export class NotThere extends Error {}

const ID = /^[0-9]{2,9}(-[a-z0-9]+)*$/; // what may become a part of an address

const archive = async (address) => {
  const found = new Map();
  const read = async (path) => {
    const response = await fetch(new URL(path, address));
    if (response.status === 404) throw new NotThere(path);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.json();
  };
  const get = (path) => {
    if (!found.has(path)) {
      const reading = read(path);
      reading.catch(() => found.delete(path)); // so that it can be tried again
      found.set(path, reading);
    }
    return found.get(path);
  };
  const index = await get(address);
  const to = (name, key, value) => index.addresses[name].replace(`{${key}}`, value);
  const paged = (row) => ({ ...row, page: new URL(to("page", "page", row.page), address).href });
  return {
    index,
    site: new URL(to("page", "page", ""), address).href.replace(/\/+$/, "/"),
    forms: () => get(index.addresses.forms),
    indicators: () => get(index.addresses.indicators),
    holds: (code) => index.provinces.some((province) => province.code === code),
    body: async (id) => {
      const body = paged(await get(to("body", "id", id)));
      return { ...body, reports: body.reports.map(paged) };
    },
    bodies: async (province) => {
      const paths = ["bodies", "regions"].map((name) => get(to(name, "province", province)));
      const [list, { regions }] = await Promise.all(paths);
      return list.bodies.map((row) => {
        const body = Object.fromEntries(list.columns.map((column, place) => [column, row[place]]));
        const above = regions.filter(({ code }) => body.code.startsWith(code));
        return { ...paged(body), where: above.map(({ name }) => name).join(" › ") };
      });
    },
  };
};

const byKey = (rows, key) => {
  const found = new Map();
  for (const row of rows) if (!found.has(row[key])) found.set(row[key], row);
  return [...found.values()].sort((one, other) => (one[key] < other[key] ? -1 : 1));
};

// Several archives as one, by the addresses of their indexes. Of a body's report that two have, that of the first
// counts. The first must be there; of the others `missing` has those that are not, or are of another version.
export const open = async (addresses) => {
  const [own, ...others] = await Promise.allSettled(addresses.map(archive));
  if (own.status === "rejected") throw own.reason;
  const fits = ({ status, value }) => status === "fulfilled" && value.index.version === own.value.index.version;
  const archives = [own.value, ...others.filter(fits).map(({ value }) => value)];
  const missing = addresses.slice(1).filter((_, place) => !fits(others[place]));
  const [forms, indicators] = await Promise.all([own.value.forms(), own.value.indicators()]);
  const provinces = byKey(archives.flatMap(({ index }) => index.provinces), "code");
  const notice = archives.map(({ index }) => index.notice).find(Boolean);
  const holding = (code) => archives.filter(({ holds }) => holds(code));
  return {
    index: { provinces, notice },
    forms,
    indicators,
    missing,
    several: addresses.length > 1,
    body: async (id) => {
      if (!ID.test(id)) throw new NotThere(id);
      const asked = holding(id.slice(0, 2));
      const answers = await Promise.allSettled(asked.map(({ body }) => body(id)));
      const failed = answers.find(({ reason }) => reason && !(reason instanceof NotThere));
      if (failed) throw failed.reason;
      const bodies = answers.flatMap(({ value }, place) => (value ? [{ ...value, archive: asked[place].site }] : []));
      if (bodies.length === 0) throw missing.length ? new Error(`${id}: ${missing}`) : new NotThere(id);
      const reports = bodies.flatMap((body) => body.reports.map((report) => ({ ...report, archive: body.archive })));
      return { ...bodies[0], reports: byKey(reports, "year") };
    },
    bodies: async (province) => {
      const rows = (await Promise.all(holding(province).map(({ bodies }) => bodies(province)))).flat();
      const years = new Map();
      for (const { id, years: more } of rows) years.set(id, [...(years.get(id) ?? []), ...more]);
      return byKey(rows, "id").map((row) => ({ ...row, years: [...new Set(years.get(row.id))].sort() }));
    },
  };
};
