/**
 * The voice of this device. A voice that works on a server would send it the page: only those that work here are asked.
 */

/** @param {string} lang a language tag */
const primary = (lang) => lang.toLowerCase().split(/[-_]/)[0];

/**
 * The voice for a language: of its region before others of the language.
 * @param {SpeechSynthesisVoice[]} voices
 * @param {string} lang
 * @returns {SpeechSynthesisVoice | null} null: this device has none
 */
export function voiceFor(voices, lang) {
  const able = voices.filter((v) => v.localService && primary(v.lang) === primary(lang));
  const exact = able.filter((v) => v.lang.toLowerCase().replace("_", "-") === lang.toLowerCase());
  const best = exact.length ? exact : able;
  return best.find((v) => v.default) ?? best[0] ?? null;
}

/** The voices; some browsers have them only a moment after they are asked. @returns {Promise<SpeechSynthesisVoice[]>} */
export async function voices() {
  if (!speechSynthesis.getVoices().length) {
    await new Promise((ok) => {
      speechSynthesis.addEventListener("voiceschanged", ok, { once: true });
      setTimeout(ok, 1500);
    });
  }
  return speechSynthesis.getVoices();
}
