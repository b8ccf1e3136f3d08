//! Code that several generators share, other than syntax.

pub(crate) mod addresses;
pub(crate) mod assets;
pub(crate) mod bundles;
pub(crate) mod hugo_projects;
pub(crate) mod js_config;
pub(crate) mod liquid_site;
pub(crate) mod nodes;
pub(crate) mod permalink;
pub(crate) mod project_settings;
pub(crate) mod references;
