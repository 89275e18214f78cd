// Offline: everything the app needs is kept at the first visit, by Workbox, whole or not at all. A new
// build waits until no page of the old one is open, so that two builds are never mixed.
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { CacheFirst } from "workbox-strategies";

self.__WB_DISABLE_DEV_LOGS = true;

precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();
registerRoute(new NavigationRoute(createHandlerBoundToURL("index.html"), { denylist: [/\/api\//] }));
// The desk's PDF maker is large: kept when the desk first asks for it. Its name changes with its content.
registerRoute(({ url }) => url.pathname.includes("/packs/"), new CacheFirst({ cacheName: "mysay-packs" }));

// The first visit is enough: this page, which was loaded without us, is ours from now on.
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
