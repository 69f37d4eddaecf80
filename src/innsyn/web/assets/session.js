// Says so before the session ends, lets the reader stay, and takes personal pages off the screen when it has ended.
export function watchSession() {
  const dialog = document.getElementById("session-warning");
  if (!dialog) return;
  const warningMs = Number(dialog.dataset.warningS) * 1000;
  let endsAt = Date.now() + Number(dialog.dataset.lastsS) * 1000;

  const look = () => {
    const left = endsAt - Date.now();
    if (left <= 0) location.assign("/logged-out?why=idle");
    else if (left <= warningMs && !dialog.open) dialog.showModal();
  };
  const stay = async () => {
    const token = dialog.querySelector("input[name=form_token]").value;
    const answer = await fetch("/session/stay", { method: "POST", headers: { "x-form-token": token }, body: new URLSearchParams() });
    if (!answer.ok) return location.assign("/logged-out?why=idle");
    endsAt = Date.now() + Number(await answer.text()) * 1000;
    dialog.close();
  };
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    stay();
  });
  dialog.querySelector("[data-stay]").addEventListener("click", stay);
  document.addEventListener("visibilitychange", look);
  setInterval(look, 5000);
}
