// Checks an event's proof in the page with WebCrypto: digest, leaf, path to the root (RFC 6962), signature (Ed25519).
// It reads what the server printed, so it shows that this belongs together, not that the server is honest: an export
// and compliance/verify/sealdesk_verify.py show that on another machine.

const ENTRY_BYTES = 49;
const HEAD_BYTES = 17;
const ED25519 = 1;

export function fromHex(text) {
  if (!/^([0-9a-f]{2})*$/.test(text)) throw new Error("not hexadecimal");
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

export function fromBase64(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function equal(one, other) {
  return one.length === other.length && one.every((byte, place) => byte === other[place]);
}

async function sha256(...parts) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", joined(...parts)));
}

// The root that a path leads to, null where a tree of that size has no such path (RFC 9162, section 2.1.3.2). Sizes
// stay below 2^53, so they are numbers; bit operators would cut them to 32 bits.
export async function rootOf(index, size, leaf, path) {
  if (!(index >= 0 && index < size)) return null;
  let node = index;
  let last = size - 1;
  let root = leaf;
  for (const hash of path) {
    if (last === 0) return null;
    if (node % 2 === 1 || node === last) {
      root = await sha256(Uint8Array.of(1), hash, root);
      while (node % 2 === 0 && node !== 0) {
        node = Math.floor(node / 2);
        last = Math.floor(last / 2);
      }
    } else {
      root = await sha256(Uint8Array.of(1), root, hash);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? root : null;
}

function readNote(note) {
  const cut = note.lastIndexOf("\n\n");
  const text = note.slice(0, cut + 1);
  const [origin, size, root] = text.split("\n");
  const signatures = note
    .slice(cut + 2)
    .split("\n")
    .filter(Boolean)
    .map((line) => line.split(" "))
    .map(([, name, data]) => ({ name, data: fromBase64(data) }));
  return { text, origin, size: Number(size), root: fromBase64(root), signatures };
}

function readKey(vkey) {
  const [name, id, ...rest] = vkey.split("+");
  const material = fromBase64(rest.join("+"));
  return { name, id: fromHex(id), kind: material[0], bytes: material.slice(1) };
}

async function idOf(key) {
  const name = new TextEncoder().encode(`${key.name}\n`);
  return (await sha256(name, Uint8Array.of(key.kind), key.bytes)).slice(0, 4);
}

// true or false; null where this browser cannot check Ed25519.
async function signed(note, vkey) {
  const key = readKey(vkey);
  if (key.kind !== ED25519 || key.name !== note.origin || !equal(await idOf(key), key.id)) return false;
  let imported;
  try {
    imported = await crypto.subtle.importKey("raw", key.bytes, { name: "Ed25519" }, false, ["verify"]);
  } catch (error) {
    if (error.name === "NotSupportedError") return null;
    return false;
  }
  const own = note.signatures.find((each) => each.name === key.name && equal(each.data.slice(0, 4), key.id));
  if (!own) return false;
  return crypto.subtle.verify({ name: "Ed25519" }, imported, own.data.slice(4), new TextEncoder().encode(note.text));
}

// What was checked: name and true, false, or null where it could not be.
export async function checked(given) {
  const entry = fromHex(given.entry);
  const note = readNote(given.note);
  const found = [];
  if (given.plain !== null) {
    const digest = await sha256(fromHex(given.salt), new TextEncoder().encode(given.plain));
    found.push(["the fields give the digest in the entry", equal(digest, entry.slice(HEAD_BYTES))]);
  }
  const path = given.path.split(" ").filter(Boolean).map(fromHex);
  const leaf = await sha256(Uint8Array.of(0), entry);
  const root = await rootOf(given.index, given.size, leaf, path);
  const stands = entry.length === ENTRY_BYTES && given.size === note.size && root !== null && equal(root, note.root);
  found.push(["the entry stands in the tree of the checkpoint (SHA-256)", stands]);
  found.push(["the checkpoint is signed by the log's key (Ed25519)", await signed(note, given.vkey)]);
  return found;
}

function verdictOf(found) {
  if (found.some(([, good]) => good === false)) return "It does not fit. Do not rely on this event; tell your security officer.";
  if (found.some(([, good]) => good === null)) {
    return "The hashes fit. This browser cannot check Ed25519 signatures; a newer one can, and the verifier does.";
  }
  return "Everything fits.";
}

function show(section, found) {
  const list = document.getElementById("browser-checks");
  const words = new Map([
    [true, "Fits"],
    [false, "Does not fit"],
    [null, "Not checked here"],
  ]);
  for (const [name, good] of found) {
    const item = document.createElement("li");
    const strong = document.createElement("strong");
    strong.className = good === false ? "flag" : good ? "good" : "";
    strong.textContent = words.get(good);
    item.append(strong, `: ${name}.`);
    list.append(item);
  }
  section.dataset.done = "1";
}

const section = globalThis.document?.getElementById("browser");
if (section) {
  const say = document.getElementById("browser-verdict");
  if (!globalThis.crypto?.subtle) {
    say.textContent = "Your browser checks nothing on a page without TLS. The server's own check stands above.";
    section.dataset.done = "1";
  } else {
    const { index, size, salt, entry, vkey, path } = section.dataset;
    const text = (id) => document.getElementById(id)?.textContent ?? null;
    const given = { index: Number(index), size: Number(size), salt, entry, vkey, path, note: text("note"), plain: text("plain") };
    try {
      const found = await checked(given);
      show(section, found);
      say.textContent = verdictOf(found);
    } catch {
      say.textContent = "What the server sent cannot be read as a proof. Do not rely on this event.";
      section.dataset.done = "1";
    }
  }
}
