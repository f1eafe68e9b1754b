/**
 * What the front page adds to the choice of languages; linked into `assets/wend-languages-today.js`. It offers the language
 * that was chosen on this device, or else the one that the browser's owner reads best. It only offers: nobody is led away from
 * an address that they were given.
 */

import { chosen } from "../languages.js";

/** @param {string} tag */
const primary = (tag) => tag.toLowerCase().split("-")[0];

const offers = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".offer-language a")]);
const spoken = [document.documentElement.lang, ...offers.map(({ lang }) => lang)];
const read = [chosen(), ...navigator.languages].map((tag) => spoken.find((it) => it === tag) ?? spoken.find((it) => tag && primary(it) === primary(tag)));
const language = read.find(Boolean);
for (const { lang, parentElement } of offers) /** @type {HTMLElement} */ (parentElement).hidden = lang !== language;
