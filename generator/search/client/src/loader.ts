// Loads the files of the export. Each is a script that calls griotShard with format,
// checksum and payload, see package export.
import {SearchError} from "./errors";

const FORMAT = "6";

type Shard = [format: string, sum: string, payload: string, name?: string];

/** Returns the text of a file, where there are no script elements; past any cache, if fresh. */
export type Read = (name: string, fresh?: boolean) => Promise<string>;

/** Returns the payload of a shard; past any cache, if fresh. */
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
  const failed = new Set<string>();
  const one: Load = async (name, fresh) => {
    let text: string;
    try {
      text = await read(name, fresh);
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
  return (name, fresh) => one(name, fresh || failed.has(name)).catch((error) => {
    failed.add(name);
    throw error;
  });
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
  const failures = new Map<string, number>();
  return async (name, fresh) => {
    const first = fresh ? undefined : early.get(name);
    early.delete(name);
    try {
      return check(name, first ?? await insert(name, fresh));
    } catch (error) {
      failures.set(name, (failures.get(name) ?? 0) + 1);
      throw error;
    }
  };

  // A retry must not be answered by a cache. Where a name stands for whatever is current, no
  // other page may have used the same URL either, since its answer may be cached, too.
  function query(name: string, fresh?: boolean): string {
    const tries = failures.get(name);
    return fresh ? "?at=" + Date.now().toString(36) : tries ? "?retry=" + tries : "";
  }

  function insert(name: string, fresh?: boolean): Promise<Shard | undefined> {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = base + name + ".js" + query(name, fresh);
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
