// Lets this browser be told by push, where it can. What a page says stands in the page; here it is only shown.
export async function offerPush() {
  const place = document.querySelector("[data-push]");
  if (!place) return;
  const say = (word) => {
    for (const part of place.querySelectorAll("[data-push-say]")) part.hidden = part.dataset.pushSay !== word;
  };
  if (!("serviceWorker" in navigator) || !("PushManager" in window)) return say("none");
  const worker = await navigator.serviceWorker.getRegistration("/");
  const standing = await worker?.pushManager.getSubscription();
  if (standing && (await mark(standing))) return say("");
  say("offer");
  place.querySelector("button").addEventListener("click", async (event) => {
    event.target.disabled = true;
    try {
      if ((await Notification.requestPermission()) !== "granted") return say("refused");
      await tell(place, await subscribe(place.dataset.push));
      location.assign(location.pathname);
    } catch {
      say("failed");
    }
  });
}

async function subscribe(key) {
  await navigator.serviceWorker.register("/service-worker.js");
  const { pushManager } = await navigator.serviceWorker.ready;
  const before = await pushManager.getSubscription();
  await before?.unsubscribe();
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

async function tell(place, subscription) {
  const { endpoint, keys } = subscription.toJSON();
  const token = document.querySelector("input[name=form_token]").value;
  const body = new URLSearchParams({ endpoint, p256dh: keys.p256dh, auth: keys.auth });
  const answer = await fetch(place.dataset.pushTo, { method: "POST", headers: { "x-form-token": token }, body });
  if (!answer.ok) throw new Error("not kept");
}

// Shows which of the browsers in the list is this one; its name is a digest of its address, as on the server.
async function mark(subscription) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(subscription.endpoint));
  const name = Array.from(new Uint8Array(digest).slice(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const line = document.querySelector(`[data-browser="${name}"]`);
  line?.querySelector("[data-this]").removeAttribute("hidden");
  line?.querySelector("form").addEventListener("submit", () => subscription.unsubscribe());
  return Boolean(line);
}
