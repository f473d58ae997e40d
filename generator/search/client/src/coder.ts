// Decodes what rangecoder.go and listwriter.go write.

/** Adapts to numbers, see numberModel in rangecoder.go. */
interface NumberModel { length: Uint16Array; top: Uint16Array }

const odds = (n: number): Uint16Array => new Uint16Array(n).fill(1024);
const numberModel = (): NumberModel => ({length: odds(32), top: odds(128)});
const bitLength = (n: number): number => 32 - Math.clz32(n);

/** How many zeros, which are not written, the end of a stream can stand for: those of lists of millions of pages. */
const ZEROS = 1 << 16;

export class BitReader {
  #at = 4;
  #width = 0xffffffff;
  #code: number;
  #data: Uint8Array;

  constructor(base64: string) {
    const bytes = atob(base64);
    this.#data = Uint8Array.from(bytes, (c) => c.charCodeAt(0));
    const d = this.#data;
    this.#code = ((d[0] << 24 | d[1] << 16 | d[2] << 8 | d[3]) >>> 0);
  }

  #normalize(): void {
    while (this.#width < 0x1000000) {
      if (this.#at > this.#data.length + ZEROS) throw new RangeError("a list has no end");
      this.#width = (this.#width << 8) >>> 0;
      this.#code = (this.#code << 8 | this.#data[this.#at++]) >>> 0;
    }
  }

  bit(model: Uint16Array, i: number): number {
    const p = model[i], bound = (this.#width >>> 11) * p;
    if (this.#code < bound) {
      this.#width = bound;
      model[i] = p + (2048 - p >> 4);
      this.#normalize();
      return 0;
    }
    this.#code -= bound;
    this.#width -= bound;
    model[i] = p - (p >> 4);
    this.#normalize();
    return 1;
  }

  #raw(n: number): number {
    let v = 0;
    for (; n > 0; n--) {
      this.#width >>>= 1;
      v <<= 1;
      if (this.#code >= this.#width) {
        this.#code -= this.#width;
        v |= 1;
      }
      this.#normalize();
    }
    return v;
  }

  number(m: NumberModel): number {
    let node = 1;
    while (node < 32) node = node << 1 | this.bit(m.length, node);
    let n = (node & 31) - 1;
    if (n < 0) return 0;
    const base = n << 2;
    let v = 1, context = 1;
    for (let k = 0; k < 2 && n > 0; k++) {
      n--;
      const bit = this.bit(m.top, base + context);
      context = context << 1 | bit;
      v = v << 1 | bit;
    }
    return n > 0 ? v << n | this.#raw(n) : v;
  }

  small(m: Uint16Array, rest: NumberModel): number {
    for (let i = 0; i < 15; i++) if (!this.bit(m, i)) return i;
    return 15 + this.number(rest);
  }
}

/** The frequency that a digit means, see freqDigit. */
export function rounded(digit: number): number {
  const shift = Math.max(0, digit - 2 >> 1);
  return digit - 2 * shift << shift;
}

/** The documents of a term, ascending, with its frequencies in them. */
export interface Postings { docs: Uint32Array; freqs: Uint32Array }

/** Reads lists in the order in which they were written. */
export class ListReader {
  #r: BitReader;
  #count = numberModel();
  #rest = numberModel();
  #gaps: NumberModel[] = [];
  #freqs: Uint16Array[] = [];
  #times: Uint16Array[] = [];
  #first = numberModel();
  #further = numberModel();

  #all: number;

  constructor(base64: string, all: number) {
    this.#all = all;
    this.#r = new BitReader(base64);
    for (let i = 0; i < 16; i++) {
      this.#gaps.push(numberModel());
      this.#freqs.push(odds(16));
      this.#times.push(odds(16));
    }
  }

  #start(): [n: number, rarity: number] {
    const n = this.#r.number(this.#count);
    if (n > this.#all) throw new RangeError("a list is longer than the index");
    return [n, n ? Math.min(15, bitLength(Math.floor(this.#all / n))) : 0];
  }

  ids(): Uint32Array {
    const [n, r] = this.#start(), docs = new Uint32Array(n), model = this.#gaps[r];
    for (let i = 0, next = 0; i < n; i++) next = (docs[i] = next + this.#r.number(model)) + 1;
    return this.#within(docs);
  }

  postings(): Postings {
    const [n, r] = this.#start(), docs = new Uint32Array(n), freqs = new Uint32Array(n);
    const gaps = this.#gaps[r], small = this.#freqs[r];
    for (let i = 0, next = 0; i < n; i++) {
      next = (docs[i] = next + this.#r.number(gaps)) + 1;
      freqs[i] = rounded(1 + this.#r.small(small, this.#rest));
    }
    return {docs: this.#within(docs), freqs};
  }

  /** Refuses documents that the index doesn't have. */
  #within(docs: Uint32Array): Uint32Array {
    if (docs.length && docs[docs.length - 1] >= this.#all) throw new RangeError("a document is beyond the index");
    return docs;
  }

  /** The positions of a term in each of its documents. */
  positions(): Uint32Array[] {
    const [n, r] = this.#start(), out: Uint32Array[] = [], small = this.#times[r];
    for (let i = 0; i < n; i++) {
      const list: number[] = []; // the number is not to be trusted
      for (let k = 0, last = 0, size = 1 + this.#r.small(small, this.#rest); k < size; k++)
        list.push(last += 1 + this.#r.number(k ? this.#further : this.#first));
      out.push(Uint32Array.from(list));
    }
    return out;
  }
}

/** The length of each document, see lengthTable. */
export function lengths(table: string, docs: number): Uint32Array {
  const [distinct, data] = table.split(" "), values = distinct.split(",").map(Number);
  const r = new BitReader(data), m = numberModel();
  return Uint32Array.from({length: docs}, () => values[r.number(m)]);
}
