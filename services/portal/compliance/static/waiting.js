// Says how long a question to the log has been under way, and stops it. The log stops working on it as well: it sees
// that nobody waits any more. Without this script, the browser's own Stop does the same.

const SAY_AFTER = 1;
const HINT_AFTER = 5;
const said = document.getElementById("waiting");
const button = document.getElementById("stop");
let began = null;
let timer = null;

function seconds() {
  return Math.round((Date.now() - began) / 1000);
}

function say() {
  const passed = seconds();
  if (passed < SAY_AFTER) return;
  button.hidden = false;
  if (passed < HINT_AFTER) tell("Searching the log.");
  else if (passed % HINT_AFTER === 0) tell(`Still searching: ${passed} seconds. A shorter period, or one person, is faster.`);
}

// What is said again is read aloud again.
function tell(words) {
  if (said.textContent !== words) said.textContent = words;
}

function begin() {
  if (timer !== null) return;
  began = Date.now();
  timer = setInterval(say, 250);
}

function end(words) {
  if (timer === null) return;
  clearInterval(timer);
  timer = null;
  button.hidden = true;
  said.textContent = words;
}

function stop() {
  if (timer === null) return;
  const focused = document.activeElement === button;
  window.stop();
  end("Stopped. What stands below is what was found before.");
  if (focused) document.getElementById("main").focus();
}

// A link of the log's own pages, followed in this tab.
function asks(event) {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest?.('a[href^="/audit?"]');
  if (link && !link.target) begin();
}

if (said) {
  addEventListener("submit", (event) => {
    if (!event.defaultPrevented && event.target.getAttribute("role") === "search") begin();
  });
  addEventListener("click", asks);
  button.addEventListener("click", stop);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") stop();
  });
  addEventListener("pagehide", () => end(""));
}
