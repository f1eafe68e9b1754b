/** Pictures, made small enough to be kept. Drawing them anew also leaves out what a camera wrote into them, such as the place. */

/** The longer side, pixels. */
const SIDE = 1600;
/** Other pictures than photos stay as they are up to so many bytes. */
const SMALL = 300_000;
const QUALITY = 0.82;

/**
 * @param {File} file
 * @returns {Promise<Blob>} the file itself where it is no picture that can be drawn
 */
export async function smaller(file) {
  const photo = file.type === "image/jpeg";
  if (!photo && !(/^image\/(png|webp|bmp)$/.test(file.type) && file.size > SMALL)) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const pen = canvas.getContext("2d");
    if (!pen) return file;
    // A photo has no clear parts; other pictures that have some get paper below.
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise((ok) => canvas.toBlob(ok, "image/jpeg", QUALITY));
    return blob && (photo || blob.size < file.size) ? blob : file;
  } catch {
    return file; // kept as it is, if it is small enough
  }
}
