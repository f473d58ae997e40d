// Loads the export's files. Each is a script that calls griotShard with its
// name, format, checksum and payload (format.go).
import {SearchError} from "./errors";

const FORMAT = "2";

type Shard = [name: string, format: string, sum: string, payload: string];

/** Gives the text of a file, for places without script elements. */
export type Read = (name: string) => Promise<string>;

/** Gives the payload of a shard. */
export type Load = (name: string) => Promise<string>;

function checksum(payload: string): string {
  let h = 2166136261;
  for (let i = 0; i < payload.length; i++) h = Math.imul(h ^ payload.charCodeAt(i), 16777619);
  return (h >>> 0).toString(16).padStart(8, "0");
}

/** The payload, if the shard is the one asked for and whole. */
function check(name: string, shard: Shard | undefined): string {
  if (shard && shard[1] !== FORMAT) throw new SearchError("old", name);
  if (!shard || shard[0] !== name || checksum(shard[3]) !== shard[2]) throw new SearchError("damaged", name);
  return shard[3];
}

/** Remembers what arrived whole, and shares what is on its way. */
export function remembering(load: Load): Load {
  const loads = new Map<string, Promise<string>>();
  return (name) => {
    let p = loads.get(name);
    if (!p) {
      loads.set(name, p = load(name));
      p.catch(() => loads.delete(name));
    }
    return p;
  };
}

/** Loads by reading the script as text. */
export function reading(read: Read): Load {
  return async (name) => {
    let text: string;
    try {
      text = await read(name);
    } catch (cause) {
      throw new SearchError("missing", name, {cause});
    }
    const args = /griotShard\(("[^]*)\)\s*$/.exec(text)?.[1];
    let shard: Shard | undefined;
    try {
      shard = JSON.parse(`[${args}]`);
    } catch (cause) {
      throw new SearchError("damaged", name, {cause});
    }
    return check(name, shard);
  };
}

const arrived = new Map<string, Shard>();

/** Takes the shards that scripts deliver, those before this script included. */
function receive(): void {
  const scope = self as unknown as {griotShard?: {(...shard: Shard): void; q?: ArrayLike<string>[]}};
  const early = scope.griotShard?.q ?? [];
  scope.griotShard = (...shard) => { arrived.set(shard[0], shard); };
  for (const shard of early) scope.griotShard(...(Array.from(shard) as Shard));
}

/** Loads by script elements, which work from file:// too. */
export function scripting(base: string): Load {
  receive();
  const failures = new Map<string, number>();
  const take = (name: string): string => {
    const shard = arrived.get(name);
    arrived.delete(name);
    return check(name, shard);
  };
  return async (name) => {
    if (!arrived.has(name)) await insert(name);
    try {
      return take(name);
    } catch (error) {
      failures.set(name, (failures.get(name) ?? 0) + 1);
      throw error;
    }
  };

  function insert(name: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const tries = failures.get(name); // a cache must not answer a retry
      script.src = base + name + ".js" + (tries ? "?retry=" + tries : "");
      script.onload = () => { script.remove(); resolve(); };
      script.onerror = () => {
        script.remove();
        failures.set(name, (tries ?? 0) + 1);
        reject(new SearchError("missing", name));
      };
      document.head.append(script);
    });
  }
}
