/**
 * The patient chat: sends forms without leaving the page and shows lines as they come.
 *
 * Everything here is an addition: without this file the same forms work by themselves. Text is only ever set as text.
 */

const main = document.querySelector("main");
const log = document.querySelector("#log");
const list = document.querySelector("#lines");
const working = document.querySelector("#working");
const problem = document.querySelector("#problem");
const composer = document.querySelector("#composer");
const field = document.querySelector("#message");
const words = main.dataset;

const ANSWER_MS = 60_000;
const WORKING_AFTER_MS = 400;
const NEAR_PX = 160;
const MARGIN_PX = 8;
const RETRY_MS = [1_000, 2_000, 5_000, 15_000, 30_000];

let after = Number(words.after);
let sending = Promise.resolve();
let waiting = 0;
let serverWorking = working.textContent !== "";
let unsent = null;
let retries = 0;

/** Return a name for one form, so that a repeated send has no second effect. */
function newFormId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Return a copy of a shape that the server rendered in the page's language. */
function shape(id) {
  return document.querySelector(id).content.firstElementChild.cloneNode(true);
}

function sayWorking() {
  setState(working, serverWorking || waiting > 0 ? words.working : "");
}

/** Show a state below the log without letting it cover the newest line. */
function setState(part, text) {
  if (part.textContent === text) return;
  const follow = nearEnd();
  part.textContent = text;
  if (follow) scrollToEnd();
}

function sayProblem(text) {
  setState(problem, text);
  if (!field) return;
  if (text) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

/** What scrolls: the log, or the whole page where there is little room. */
function scroller() {
  return getComputedStyle(log).overflowY === "visible" ? document.documentElement : log;
}

function nearEnd() {
  const { scrollHeight, scrollTop, clientHeight } = scroller();
  return scrollHeight - scrollTop - clientHeight < NEAR_PX;
}

/** Show the end, but never scroll past the beginning of what answers the patient's last message. */
function scrollToEnd() {
  const part = scroller();
  const asked = list.querySelectorAll(".patient");
  const first = asked[asked.length - 1] ?? list.firstElementChild;
  const edge = part === log ? log.getBoundingClientRect().top : 0;
  const top = first ? first.getBoundingClientRect().top - edge + part.scrollTop - MARGIN_PX : part.scrollHeight;
  part.scrollTop = Math.min(top, part.scrollHeight - part.clientHeight);
}

function choicesOf(line) {
  const form = shape("#choices-shape");
  const items = form.querySelector("ul");
  const blank = items.firstElementChild;
  form.elements.form_id.value = newFormId();
  for (const choice of line.choices) {
    const item = blank.cloneNode(true);
    const button = item.querySelector("button");
    button.value = choice.value;
    button.textContent = choice.label;
    items.append(item);
  }
  blank.remove();
  return form;
}

function calendarOf(line) {
  const part = shape("#calendar-shape");
  part.querySelector("a").href = line.calendar;
  return part;
}

function payOf(line) {
  const part = shape("#pay-shape");
  part.querySelector("a").href = line.pay;
  return part;
}

/** Add a line once, whichever way it came. */
function addLine(line) {
  if (line.number <= after) return;
  after = line.number;
  const follow = nearEnd() || line.speaker === "patient";
  const item = shape("#line-shape");
  item.classList.add(line.speaker);
  item.dataset.number = line.number;
  item.querySelector(".who span").textContent = line.who;
  const time = item.querySelector("time");
  time.dateTime = line.at;
  time.textContent = line.time;
  item.querySelector(".text").textContent = line.text;
  if (line.calendar) item.append(calendarOf(line));
  if (line.pay) item.append(payOf(line));
  if (line.speaker === "assistant") {
    const hadFocus = dropChoices();
    if (line.choices.length) item.append(choicesOf(line));
    list.append(item);
    if (hadFocus) item.focus({ preventScroll: true });
  } else {
    list.append(item);
  }
  if (follow) scrollToEnd();
}

/** Take the buttons off older lines; say whether one of them had the focus. */
function dropChoices() {
  let hadFocus = false;
  for (const form of list.querySelectorAll(".choices")) {
    hadFocus ||= form.contains(document.activeElement);
    form.remove();
  }
  return hadFocus;
}

/** Take in what the server says about the chat as a whole. */
function takeState(state) {
  serverWorking = state.working;
  if (state.language !== document.documentElement.lang || (state.ended && composer)) {
    keepDraft();
    location.reload();
    return;
  }
  if (state.failed && !problem.textContent) sayProblem(words.notAnswered);
  sayWorking();
}

/** A reload keeps what is typed: browsers restore a field only when the reload is theirs. */
function keepDraft() {
  if (field?.value) history.replaceState({ draft: field.value }, "");
}

function restoreDraft() {
  const draft = history.state?.draft;
  if (!draft) return;
  history.replaceState(null, "");
  if (field && !field.value) field.value = draft;
}

/** Post one message; answer whether it was taken. The same form id goes with every try of the same text. */
async function post(data) {
  const response = await fetch("/chat/message", {
    method: "POST",
    headers: { accept: "application/json" },
    body: data,
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  const answer = await response.json();
  if (answer.gone || response.status === 403) {
    location.assign("/chat");
    return true;
  }
  if (answer.lines) {
    answer.lines.forEach(addLine);
    takeState(answer);
  }
  sayProblem(answer.problem ?? "");
  return response.ok;
}

/** Send one message after those before it; on failure give the text back to the patient. */
function send(data, giveBack) {
  waiting += 1;
  const patience = setTimeout(sayWorking, WORKING_AFTER_MS);
  sending = sending
    .then(() => {
      data.set("after", String(after));
      return post(data);
    })
    .catch(() => {
      sayProblem(words.notSent);
      return false;
    })
    .then((taken) => {
      if (!taken) giveBack();
    })
    .finally(() => {
      clearTimeout(patience);
      waiting -= 1;
      sayWorking();
    });
}

function sendText() {
  const text = field.value;
  if (!text.trim()) {
    sayProblem(words.empty);
    field.focus();
    return;
  }
  const data = new URLSearchParams(new FormData(composer));
  data.set("form_id", unsent?.text === text ? unsent.formId : newFormId());
  unsent = null;
  field.value = "";
  sayProblem("");
  send(data, () => {
    unsent = { text, formId: data.get("form_id") };
    if (!field.value) field.value = text;
  });
}

function sendButton(form, button) {
  const data = new URLSearchParams(new FormData(form));
  data.set("text", button.value);
  if (!form.classList.contains("choices")) data.set("form_id", newFormId());
  sayProblem("");
  send(data, () => {});
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form === composer) {
    event.preventDefault();
    sendText();
  } else if (form.getAttribute("action") === "/chat/message" && event.submitter) {
    event.preventDefault();
    sendButton(form, event.submitter);
  }
});

field?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  composer.requestSubmit();
});

/** Follow the chat. The browser resumes by itself with the last line's number; a refused stream is tried again. */
function follow() {
  const stream = new EventSource(`/chat/stream?after=${after}`);
  stream.addEventListener("open", () => {
    retries = 0;
    if (problem.textContent === words.reconnecting) sayProblem("");
  });
  stream.addEventListener("line", (event) => addLine(JSON.parse(event.data)));
  stream.addEventListener("state", (event) => takeState(JSON.parse(event.data)));
  stream.addEventListener("gone", () => {
    stream.close();
    location.assign("/chat");
  });
  stream.addEventListener("error", () => {
    if (stream.readyState !== EventSource.CLOSED) return;
    const pause = RETRY_MS[Math.min(retries, RETRY_MS.length - 1)];
    retries += 1;
    if (retries > 1 && !problem.textContent) sayProblem(words.reconnecting);
    setTimeout(follow, pause);
  });
}

restoreDraft();
scrollToEnd();
follow();
