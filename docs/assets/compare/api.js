// Reads the files of the API, each once. They are of the same host and build as the page.

export class NotThere extends Error {}

const ID = /^[0-9]{2,9}(-[a-z0-9]+)*$/; // what may become a part of an address

export const open = async (address) => {
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
  const [forms, indicators] = await Promise.all([
    get(index.addresses.forms),
    get(index.addresses.indicators),
  ]);
  return {
    index,
    forms,
    indicators,
    body: async (id) => {
      if (!ID.test(id)) throw new NotThere(id);
      return get(to("body", "id", id));
    },
    bodies: async (province) => {
      const paths = ["bodies", "regions"].map((name) => get(to(name, "province", province)));
      const [list, { regions }] = await Promise.all(paths);
      return list.bodies.map((row) => {
        const body = Object.fromEntries(list.columns.map((column, place) => [column, row[place]]));
        const above = regions.filter(({ code }) => body.code.startsWith(code));
        return { ...body, where: above.map(({ name }) => name).join(" › ") };
      });
    },
    page: (page) => new URL(to("page", "page", page), address).href,
    finding: (page, anchor) => `${new URL(to("page", "page", page), address).href}#${anchor}`,
  };
};
