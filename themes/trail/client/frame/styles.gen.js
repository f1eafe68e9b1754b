/**
 * What frames look like. A stub: the build puts in those of the theme's style sheets that `theme.toml` lists under
 * `frame`, and the typefaces that they would load.
 */

export const STYLES = "";

/** Family, weight, file in `assets/`. @type {[string, string, string][]} */
export const FACES = [];
