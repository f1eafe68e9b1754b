//! Plugins, block kinds and what their code says.

group! { "plugin";
}
