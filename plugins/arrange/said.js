// What a thing is called where only letters can stand: a fraction with its bar, a picture by its description.

export function said(el) {
  const copy = el.cloneNode(true);
  for (const picture of copy.querySelectorAll("img")) picture.replaceWith(picture.alt);
  // The inner ones first, which a fraction of fractions then holds as text.
  for (const fraction of [...copy.querySelectorAll("mfrac")].reverse()) fraction.replaceWith([...fraction.children].map((part) => part.textContent).join("/") || fraction.textContent);
  return copy.textContent.trim().replace(/\s+/g, " ").slice(0, 80);
}
