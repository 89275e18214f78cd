// The page's own sentences, before Python runs: in the first language of the device that has them, else in
// English. They come from app/words at build time (BOOT_WORDS, from app/web/npm.py).

const known = (navigator.languages ?? []).map((tag) => tag.split("-")[0]).find((tag) => BOOT_WORDS[tag]);
const language = known ?? "en";

export function say(key, code = "") {
  return (BOOT_WORDS[language].words[key] ?? BOOT_WORDS.en.words[key]).replace("{code}", code);
}

// The page is in English as it comes; what is shown while it opens follows the device.
export function speakAsTheDevice() {
  if (language === "en") return;
  Object.assign(document.documentElement, { lang: language, dir: BOOT_WORDS[language].dir });
  const show = () => {
    const words = document.getElementById("opening-words");
    if (words) words.textContent = say("boot.opening");
    document.getElementById("opening-bar")?.setAttribute("aria-label", say("boot.opening.bar"));
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show, { once: true });
  else show();
}
