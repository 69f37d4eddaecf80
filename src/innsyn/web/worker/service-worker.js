// Runs beside the pages: shows that something is waiting, and opens Innsyn when that is pressed. It knows nothing else.
self.addEventListener("push", (event) => {
  const { title = "Innsyn", body = "", lang = "nb" } = event.data?.json() ?? {};
  event.waitUntil(self.registration.showNotification(title, { body, lang, tag: "innsyn" }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(
    self.clients.matchAll({ type: "window" }).then((open) => (open.length ? open[0].focus() : self.clients.openWindow("/my-health"))),
  );
});
