//! The curriculum's own settings: curriculum.toml, objectives, paths.

group! { "config";
}
