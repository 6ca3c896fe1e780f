// Security keys (WebAuthn). A form with data-passkey asks the browser for a key, puts its answer into a field, and is
// then sent like any other form. Without this script, or without keys, the form stays hidden and the code remains.

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function keys(list) {
  return (list || []).map((each) => ({ ...each, id: bytes(each.id) }));
}

async function made(options) {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: keys(options.excludeCredentials),
  };
  const key = await navigator.credentials.create({ publicKey });
  return answer(key, { attestationObject: text(key.response.attestationObject) });
}

async function shown(options) {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: keys(options.allowCredentials),
  };
  const key = await navigator.credentials.get({ publicKey });
  const handle = key.response.userHandle;
  return answer(key, {
    authenticatorData: text(key.response.authenticatorData),
    signature: text(key.response.signature),
    ...(handle ? { userHandle: text(handle) } : {}),
  });
}

function answer(key, response) {
  const clientDataJSON = text(key.response.clientDataJSON);
  return JSON.stringify({ id: key.id, rawId: key.id, type: key.type, response: { clientDataJSON, ...response } });
}

async function ask(form) {
  const failed = form.querySelector("[data-failed]");
  failed.hidden = true;
  try {
    const options = JSON.parse(form.dataset.options);
    form.elements.answer.value = await (form.dataset.passkey === "create" ? made(options) : shown(options));
  } catch {
    failed.hidden = false;
    return;
  }
  form.submit();
}

if (globalThis.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      ask(form);
    });
  }
}
