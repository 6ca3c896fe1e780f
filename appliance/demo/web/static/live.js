// Keeps the parts of a page marked data-live as the server has them, without a reload.
// XMLHttpRequest parses the page into a document by itself, so no string ever reaches an HTML sink (Trusted Types).

const state = document.getElementById("live");
let asked = false;
let working = false;

const say = (text) => {
  if (state.textContent !== text) state.textContent = text;
};

const fetchPage = () =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", location.href);
    request.responseType = "document";
    request.onload = () => (request.status === 200 ? resolve(request.response) : reject(new Error("not 200")));
    request.onerror = () => reject(new Error("no answer"));
    request.send();
  });

const replaceChanged = (fresh) => {
  for (const part of document.querySelectorAll("[data-live]")) {
    const other = fresh.getElementById(part.id);
    if (!other || other.isEqualNode(part)) continue;
    const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
    part.replaceWith(document.adoptNode(other));
    if (focused) (document.getElementById(focused) ?? document.getElementById("main")).focus?.();
  }
};

const refresh = async () => {
  asked = true;
  if (working) return;
  working = true;
  try {
    while (asked) {
      asked = false;
      replaceChanged(await fetchPage());
    }
    say("This page follows changes by itself.");
  } catch {
    say("The page could not be brought up to date. Reload it.");
  } finally {
    working = false;
  }
};

const source = new EventSource(document.documentElement.dataset.events);
source.addEventListener("changed", refresh);
source.addEventListener("error", () => say("Not connected. Trying again."));
