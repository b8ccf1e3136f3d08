//! The blog as an app, by the browser's own judgment.

use serde_json::{Value, json};

use crate::harness::{BASES, Content, Journey};

#[test]
fn the_browser_finds_nothing_in_the_way_of_installing_it() {
    for base in BASES {
        Journey::through(Content::sample()).below(base).walk(async |visitor| {
            visitor.open("/").await;
            visitor.stores_the_blog().await;
            let manifest = visitor.asks_devtools("Page.getAppManifest").await;
            assert_eq!(manifest["errors"], json!([]), "{manifest}");
            let address = format!("{}{}", visitor.host.origin(), visitor.path("manifest.webmanifest"));
            assert_eq!(manifest["url"], Value::String(address));
            let errors = visitor.asks_devtools("Page.getInstallabilityErrors").await;
            assert_eq!(errors["installabilityErrors"], json!([]), "{errors}");
        });
    }
}
