// Writes the list of files into the service worker: `node precache.mjs SITE`.
// Only files of the first visit: the PDF maker comes when the desk needs it.
import { injectManifest } from "workbox-build";

const site = process.argv[2];
const { count, size, warnings } = await injectManifest({
  swSrc: `${site}/sw-source.js`,
  swDest: `${site}/service-worker.js`,
  globDirectory: site,
  globPatterns: ["**/*"],
  globIgnores: ["packs/**", "**/*.br", "**/*.gz", "sw-source.js", "service-worker.js", "licences.txt"],
  maximumFileSizeToCacheInBytes: 30 * 1024 * 1024,
});
warnings.forEach((warning) => console.error(warning));
console.log(`${count} files, ${size} bytes`);
if (warnings.length) process.exit(1);
