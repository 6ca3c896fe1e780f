// What the console's pages do beyond forms and links: look again when something changed, end by themselves, take keys.
// Every page works without it.

const FIELDS = "input:not([type=radio]):not([type=hidden]), textarea, select";
const WARN_SECONDS = 120;
const live = document.body.dataset.live;

// --- looking again -------------------------------------------------------------------------------------------------

function shown() {
  // After a form that was refused, the address is the form's own; the page it shows has another.
  return live.replace(/\/live(\?|$)/, "$1");
}

function fetchPage() {
  // A document from XMLHttpRequest is parsed without running anything, which Trusted Types allow.
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", shown());
    request.setRequestHeader("x-live", "1");
    request.responseType = "document";
    request.onload = () => (request.status === 401 ? leave() : resolve(request));
    request.onerror = reject;
    request.send();
  });
}

function typing(region) {
  const field = document.activeElement;
  if (field && region.contains(field) && field.matches(FIELDS)) return true;
  return [...region.querySelectorAll("textarea")].some((area) => area.value !== area.defaultValue);
}

function replaceRegion(old, fresh) {
  const focused = document.activeElement && old.contains(document.activeElement) ? document.activeElement : null;
  const mark = focused && (focused.id || focused.dataset.mark);
  const chosen = [...old.querySelectorAll("input[type=radio]:checked")].map((radio) => radio.id);
  const opened = [...old.querySelectorAll("details[open]")].map((details) => details.id);
  const scrolled = [...old.querySelectorAll("[data-scroll]")].map((each) => [each.id, each.scrollTop, atEnd(each)]);
  old.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
  for (const id of chosen) if (id) document.getElementById(id)?.click?.();
  for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
  for (const [id, top, end] of scrolled) {
    const each = document.getElementById(id);
    if (each) each.scrollTop = end ? each.scrollHeight : top;
  }
  if (mark) (document.getElementById(mark) || old.querySelector(`[data-mark="${CSS.escape(mark)}"]`))?.focus();
  if (focused && document.activeElement === document.body) document.getElementById("main").focus();
}

function atEnd(element) {
  return element.scrollHeight - element.scrollTop - element.clientHeight < 40;
}

let looking = false;
let again = false;

async function look() {
  if (looking) {
    again = true;
    return;
  }
  looking = true;
  try {
    const answer = await fetchPage();
    if (!answer.response) return;
    for (const old of document.querySelectorAll("[data-region]")) {
      const fresh = answer.response.getElementById(old.id);
      if (fresh && fresh.textContent !== old.textContent && !typing(old)) replaceRegion(old, fresh);
      else if (fresh && !typing(old)) syncTokens(old, fresh);
    }
    say("");
  } catch {
    say("Not connected. Trying again.");
  } finally {
    looking = false;
  }
  if (again) {
    again = false;
    look();
  }
}

function syncTokens(old, fresh) {
  const values = fresh.querySelectorAll("input[name=seen]");
  old.querySelectorAll("input[name=seen]").forEach((field, place) => {
    if (values[place]) field.value = values[place].value;
  });
}

function say(text) {
  const state = document.getElementById("live-state");
  if (state && state.textContent !== text) state.textContent = text;
}

if (live) {
  if (location.pathname !== document.body.dataset.page) history.replaceState(null, "", shown());
  const events = new EventSource(live);
  events.addEventListener("changed", look);
  events.addEventListener("ended", look); // a renewed session answers, an ended one leads to the sign-in page
  events.addEventListener("error", () => {
    say("Not connected. Trying again.");
    if (events.readyState === EventSource.CLOSED) look();
  });
  events.addEventListener("open", () => say(""));
}
for (const each of document.querySelectorAll("[data-scroll]")) each.scrollTop = each.scrollHeight;

// --- ending by itself ----------------------------------------------------------------------------------------------

const idle = Number(document.body.dataset.idle || 0);
let ends = Date.now() + idle * 1000;

function leave() {
  const here = document.body.dataset.page || location.pathname;
  location.replace(`/sign-in?said=ended&next=${encodeURIComponent(here)}`);
  document.body.replaceChildren();
}

if (idle) {
  const box = document.getElementById("idle");
  setInterval(() => {
    const left = Math.round((ends - Date.now()) / 1000);
    if (left <= 0) leave();
    else if (left <= WARN_SECONDS && !box.open) box.showModal();
    if (box.open && left > 0) {
      document.getElementById("idle-left").textContent = left > 60 ? "2 minutes" : left > 20 ? "1 minute" : "20 seconds";
    }
  }, 1000);
  document.getElementById("stay").addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch("/stay", { method: "POST", body: new URLSearchParams(new FormData(event.target)) });
    if (!answer.ok) return leave();
    ends = Date.now() + idle * 1000;
    box.close();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}

// --- keys ----------------------------------------------------------------------------------------------------------
// A key works alone, outside fields, and can be switched off (WCAG 2.1.4). What it does is the button's own click.

const toggle = document.getElementById("shortcuts");
const KEYS_OFF = "sealdesk-keys-off";
let keysOn = true;

function remember(on) {
  try {
    on ? localStorage.removeItem(KEYS_OFF) : localStorage.setItem(KEYS_OFF, "1");
  } catch {
    // a browser without storage forgets it with the page
  }
}

function showKeys() {
  toggle?.setAttribute("aria-pressed", String(keysOn));
  document.body.classList.toggle("without-keys", !keysOn);
}

if (toggle) {
  try {
    keysOn = localStorage.getItem(KEYS_OFF) === null;
  } catch {
    keysOn = true;
  }
  toggle.hidden = false;
  showKeys();
  toggle.addEventListener("click", () => {
    keysOn = !keysOn;
    remember(keysOn);
    showKeys();
  });
}

function step(by) {
  const links = [...document.querySelectorAll(".rows .why a, .rows [data-step]")];
  if (!links.length) return false;
  const place = links.indexOf(document.activeElement);
  links[Math.min(links.length - 1, Math.max(0, place + by))].focus();
  return true;
}

function press(key) {
  if (key === "j") return step(1);
  if (key === "k") return step(-1);
  const target = document.querySelector(`main [data-key="${CSS.escape(key)}"]`);
  if (!target || target.disabled) return false;
  if (target.tagName === "SUMMARY") {
    const details = target.parentElement;
    details.open = !details.open;
    const first = details.open && details.querySelector("button, input:checked");
    (first || target).focus();
    return true;
  }
  if (target.closest("details:not([open])")) return false; // what nobody sees takes no key
  target.dataset.focus === undefined ? target.click() : target.focus();
  return true;
}

for (const field of document.querySelectorAll("[data-send]")) {
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) field.form.requestSubmit();
    if (event.key === "Escape") field.blur();
  });
  if (!field.closest("details")) field.focus({ preventScroll: true });
}

let pending = "";

addEventListener("keydown", (event) => {
  if (!keysOn || !toggle || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (event.target.matches?.(FIELDS) || document.querySelector("dialog[open]")) return;
  const key = event.key.toLowerCase();
  if (key.length !== 1) return;
  const taken = pending === "g" ? follow(key) : press(key);
  pending = pending === "" && key === "g" ? "g" : "";
  if (taken) event.preventDefault();
});

function follow(key) {
  const link = document.querySelector(`nav [data-with=g][data-key="${CSS.escape(key)}"]`);
  link?.click();
  return Boolean(link);
}

// A form is sent once, however often its button is pressed.
addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method === "get") return;
  if (event.target.dataset.sent) event.preventDefault();
  else event.target.dataset.sent = "1";
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
