// Loads the files of the export. Each is a script that calls griotShard with format,
// checksum and payload, see package export.
import {SearchError} from "./errors";

const FORMAT = "6";

type Shard = [format: string, sum: string, payload: string, name?: string];

/** Returns the text of a file, where there are no script elements; past any cache, if fresh. */
export type Read = (name: string, fresh?: boolean) => Promise<string>;

/**
 * Returns the payload of a shard; past any cache, if fresh or if any was asked for fresh before:
 * whoever has found the site changed can't trust what a cache has of it, error pages among it.
 */
export type Load = (name: string, fresh?: boolean) => Promise<string>;

function checksum(text: string): string {
  let h = 2166136261;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  return (h >>> 0).toString(36);
}

/** Returns the payload, if the shard is complete and the one that was requested. */
function check(name: string, shard: Shard | undefined): string {
  if (shard && shard[0] !== FORMAT) throw new SearchError("old", name);
  if (!shard || checksum(name + shard[2]) !== shard[1]) throw new SearchError("damaged", name);
  return shard[2];
}

/** Caches payloads and shares requests that are under way. */
export function remembering(load: Load): Load {
  const loads = new Map<string, Promise<string>>();
  return (name, fresh) => {
    let p = fresh ? undefined : loads.get(name);
    if (!p) {
      loads.set(name, p = load(name, fresh));
      p.catch(() => { if (loads.get(name) === p) loads.delete(name); });
    }
    return p;
  };
}

/** Loads shards by reading scripts as text. */
export function reading(read: Read): Load {
  let past = false;
  return async (name, fresh = false) => {
    past ||= fresh;
    let text: string;
    try {
      text = await read(name, past);
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

const early = new Map<string, Shard>(); // tables of contents, by name
let last: Shard | undefined;

/** Receives the shards of scripts, including those that ran before this one. */
function receive(): void {
  const scope = self as unknown as {griotShard?: {(...shard: Shard): void; q?: ArrayLike<string>[]}};
  const before = scope.griotShard?.q ?? [];
  scope.griotShard = (...shard) => {
    last = shard;
    if (shard[3]) early.set(shard[3], shard);
  };
  for (const shard of before) scope.griotShard(...(Array.from(shard) as Shard));
}

/** Loads shards by script elements, which work from file://, too. */
export function scripting(base: string): Load {
  receive();
  let past = false;
  return async (name, fresh = false) => {
    past ||= fresh;
    const first = fresh ? undefined : early.get(name);
    early.delete(name);
    return check(name, first ?? await insert(name));
  };

  function insert(name: string): Promise<Shard | undefined> {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      // No page has used such a URL before.
      script.src = base + name + ".js" + (past ? "?at=" + Date.now().toString(36) : "");
      script.onload = () => { // runs directly after the script
        script.remove();
        early.delete(name); // a table of contents is not to answer twice
        resolve(last);
        last = undefined;
      };
      script.onerror = () => {
        script.remove();
        reject(new SearchError("missing", name));
      };
      document.head.append(script);
    });
  }
}
