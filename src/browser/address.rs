//! Addresses as the browser spells them.

use feuillet_content::percent;
use js_sys::JsString;

/// A path in the one spelling that `Route` expects: its text in NFC. The browser's own Unicode tables do it,
/// so that none are in the reader.
///
/// A path that begins with two slashes is brought to one: as an address it would name another host.
pub(super) fn normalize(path: &str) -> String {
    let path = &format!("/{}", path.trim_start_matches('/'));
    match percent::decode(path) {
        Some(decoded) if !decoded.is_ascii() => {
            let normal = String::from(JsString::from(decoded.as_str()).normalize("NFC"));
            if normal == decoded {
                path.to_owned()
            } else {
                percent::encode_path(&normal)
            }
        }
        _ => path.to_owned(),
    }
}
