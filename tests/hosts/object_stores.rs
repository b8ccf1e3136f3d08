//! Every page on hosts that know no folders, where `feuillet publish --html-files` gives each a name of its own.

use url::Url;

use crate::object_store::{Missing, ObjectStore};
use crate::pages::every_page_says_what_it_should;
use crate::site::Site;
use crate::{BASES, client};

#[test]
fn an_object_store_with_an_error_document_has_every_page_by_its_name() {
    for base in BASES {
        has_every_page(base, Missing::ErrorDocument(format!("{base}404.html")), 404);
    }
}

#[test]
fn an_object_store_without_an_error_document_has_every_page_by_its_name() {
    for base in BASES {
        has_every_page(base, Missing::Denied, 403);
    }
}

fn has_every_page(base: &'static str, missing: Missing, status_of_folders: u16) {
    let site = Site::publish(base, &["--html-files"]);
    let store = ObjectStore::serve(site.root(), missing);
    let ask = |path: &str| {
        let mut url = Url::parse(&format!("http://{}/", store.address())).expect("an address");
        url.set_path(&path.replace('%', "%25"));
        client::get(&url)
    };
    every_page_says_what_it_should(&site, |address| {
        // Such a host is no help: the name of a folder is the name of nothing.
        assert_eq!(ask(address).status, status_of_folders, "{address}");
        match address.strip_prefix(base).expect("a page is below the base path") {
            "" => ask(&format!("{base}index.html")),
            route => ask(&format!("{base}{}.html", route.trim_end_matches('/'))),
        }
    });
}
