//! Data that JavaScript has parsed.

use feuillet_page::load_error::FetchError;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

/// Reads a value of JavaScript as one of ours.
pub(super) fn parse<T: DeserializeOwned>(value: JsValue) -> Result<T, FetchError> {
    serde_wasm_bindgen::from_value(value).map_err(|_| FetchError::Damaged)
}
