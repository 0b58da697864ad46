// The files of an index, fetched when they are needed and kept; docs/fulltext.md describes them.
const BITS = 1;

// What a reader is told that could not be read, by the folder of the file.
const PARTS = {
  grams: ["词语的索引", "the index of the words"],
  text: ["报告的文字", "the texts of reports"],
  "shared.bin": ["报告的文字", "the texts of reports"],
  figures: ["主要数据", "the main figures"],
  regions: ["地区名称", "the names of regions"],
};

/** A file of the index that could not be read; `part` says in both languages what it holds. */
export class Unread extends Error {
  constructor(name, cause) {
    super(name, { cause });
    this.part = PARTS[name.split("/")[0]];
  }
}

const bytes = async (address) => {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return new Uint8Array(await response.arrayBuffer());
};

/** Raw DEFLATE undone; `known` is what the packed bytes refer back to, given to the stream as it is. */
export const unpacked = async (packed, known) => {
  const stream = new DecompressionStream("deflate-raw");
  const writer = stream.writable.getWriter();
  if (known?.length) {
    const { length } = known;
    const stored = new Uint8Array([0, length, length >> 8, ~length, ~length >> 8]);
    writer.write(stored).catch(() => {});
    writer.write(known).catch(() => {});
  }
  writer.write(packed).catch(() => {});
  writer.close().catch(() => {}); // what is wrong comes out of the other end
  const all = new Uint8Array(await new Response(stream.readable).arrayBuffer());
  return all.subarray(known?.length ?? 0);
};

/** Which of `count` files holds a key: FNV-1a of its UTF-8 bytes. */
export const bucket = (key, count) => {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(key)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value % count;
};

const reader = (data) => {
  let at = 0;
  const varint = () => {
    let [value, shift, byte] = [0, 0, 0];
    do {
      byte = data[at++];
      value += (byte & 0x7f) * 2 ** shift;
      shift += 7;
    } while (byte & 0x80);
    return value;
  };
  const take = (length) => data.subarray(at, (at += length));
  return { varint, take, more: () => at < data.length };
};

/** The numbers of a list as it is stored: gaps, or a bit for each. */
export const numbers = ({ kind, data }) => {
  const found = [];
  if (kind === BITS) {
    data.forEach((byte, place) => {
      for (let bit = 0; byte >> bit; bit++) if ((byte >> bit) & 1) found.push(place * 8 + bit);
    });
    return found;
  }
  const from = reader(data);
  for (let last = 0; from.more(); found.push(last)) last += from.varint();
  return found;
};

const summed = (gaps) => {
  let last = 0;
  return gaps.map((gap) => (last += gap));
};

export class Index {
  #kept = new Map();

  /** `base` is the address of the folder, with a slash at its end. */
  constructor(base) {
    this.base = base;
    this.root = new URL("../../", base); // of the site whose index it is
  }

  #once(name, make) {
    if (!this.#kept.has(name)) {
      const made = make();
      made.catch(() => this.#kept.delete(name)); // a reader who was offline may try again
      this.#kept.set(name, made);
    }
    return this.#kept.get(name);
  }

  #file(name, known) {
    const address = new URL(`${name}?v=${this.about.digest}`, this.base);
    return bytes(address)
      .then((packed) => unpacked(packed, known))
      .catch((error) => {
        throw new Unread(name, error);
      });
  }

  #json(name) {
    return this.#once(name, async () => JSON.parse(new TextDecoder().decode(await this.#file(name))));
  }

  /** What the index holds and the columns that everything is counted by. */
  async open() {
    this.about = await (await fetch(new URL("index.json", this.base))).json();
    const found = await this.#json("columns.bin");
    const count = this.about.documents;
    this.first = [0]; // document of each body
    this.bodies = new Uint32Array(count); // body of each document
    found.reports.forEach((reports, body) => {
      this.bodies.fill(body, this.first[body], this.first[body] + reports);
      this.first.push(this.first[body] + reports);
    });
    this.rules = Object.entries(found.rules).map(([rule, [zh, en, gaps]]) => {
      const has = new Uint8Array(count);
      for (const document of summed(gaps)) has[document] = 1;
      return { rule, zh, en, has };
    });
    this.columns = found;
    // The labels of the tables that each set of them has; one that differs from its form's says where.
    this.labels = found.labels.map(([form, printed], set) =>
      typeof form === "number" ? found.labels[form].map((label, at) => printed[at] ?? label) : found.labels[set],
    );
    return this;
  }

  /** The names of the counties and townships of a province by their codes. */
  regionsBelow(province) {
    return province in this.columns.regions ? this.#json(`regions/${province}.bin`) : {};
  }

  /** The values of a main figure, one a document; null where none is printed. */
  figure(name) {
    return this.#json(`figures/${name}.bin`);
  }

  /** The names, address, regions and texts of a body. */
  body(number) {
    const name = `text/${Math.floor(number / 1000)}/${number}.bin`;
    return this.#once(name, async () => {
      const known = await this.#once("shared.bin", () => this.#file("shared.bin"));
      return JSON.parse(new TextDecoder("utf-16le").decode(await this.#file(name, known)));
    });
  }

  /** By key, which documents hold it, which hold it often, and which bodies are called so. */
  async lists(keys) {
    const found = await Promise.all(
      keys.map(async (key) => {
        const entries = await this.#bucket(bucket(key, this.about.buckets));
        return [key, (entries.get(key) ?? []).map(numbers)];
      }),
    );
    return new Map(found.map(([key, [all = [], often = [], named = []]]) => [key, { all, often, named }]));
  }

  #bucket(number) {
    const name = `grams/${Math.floor(number / 1000)}/${number}.bin`;
    return this.#once(name, async () => {
      const from = reader(await this.#file(name));
      const entries = new Map();
      while (from.more()) {
        const key = new TextDecoder().decode(from.take(from.varint()));
        const lists = [0, 1, 2].map(() => {
          const head = from.varint();
          return { kind: head & 1, data: from.take(head >>> 1) };
        });
        entries.set(key, lists);
      }
      return entries;
    });
  }
}
