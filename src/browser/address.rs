//! Normalization of the addresses that the browser reports.

use feuillet_content::percent;
use js_sys::JsString;

/// Normalizes a path to the spelling that `Route` expects: Unicode NFC. It uses the browser's own `String.normalize`,
/// so that the reader needs no Unicode tables.
///
/// Leading slashes are reduced to one: `//example.org/` as an address would name another host.
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
