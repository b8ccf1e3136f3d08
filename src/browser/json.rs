//! Data that JavaScript has parsed.
//!
//! It weighs a fraction of `serde-wasm-bindgen`, because it reads no more than what the catalog consists of: errors have
//! no text, and the fields of a struct are asked for in their order, so that no names are compared.

use std::fmt;

use feuillet_page::load_error::FetchError;
use js_sys::Array;
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, Error, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen]
extern "C" {
    type Fields;

    #[wasm_bindgen(method, structural, indexing_getter)]
    fn field(this: &Fields, name: &str) -> JsValue;
}

/// Reads a value of JavaScript as one of ours.
pub(super) fn parse<T: DeserializeOwned>(value: JsValue) -> Result<T, FetchError> {
    T::deserialize(Value(value)).map_err(|_| FetchError::Damaged)
}

/// A value of another shape. Nobody reads which.
#[derive(Debug)]
struct Mismatch;

impl fmt::Display for Mismatch {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Mismatch {}

impl Error for Mismatch {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

struct Value(JsValue);

impl Value {
    fn text(&self) -> Result<String, Mismatch> {
        self.0.as_string().ok_or(Mismatch)
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the catalog's numbers are whole, not negative and below 2^53"
    )]
    fn number(&self) -> Result<u64, Mismatch> {
        self.0.as_f64().map(|number| number as u64).ok_or(Mismatch)
    }

    fn array(self) -> Result<Items, Mismatch> {
        let array: Array = self.0.dyn_into().map_err(|_| Mismatch)?;
        Ok(Items { array, next: 0 })
    }
}

/// The types that the catalog's shapes are made of.
impl<'de> Deserializer<'de> for Value {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Mismatch> {
        Err(Mismatch)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_bool(self.0.as_bool().ok_or(Mismatch)?)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_u64(self.number()?)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_u64(self.number()?)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_u64(self.number()?)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_u64(self.number()?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if self.0.is_null() || self.0.is_undefined() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_seq(self.array()?)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_seq(self.array()?)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        if !self.0.is_object() {
            return Err(Mismatch);
        }
        visitor.visit_seq(Struct {
            fields: self.0.unchecked_into(),
            names: names.iter(),
        })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        use serde::de::IntoDeserializer as _;
        visitor.visit_enum(self.text()?.into_deserializer())
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u128 f32 f64 char bytes byte_buf unit unit_struct tuple_struct map identifier ignored_any
    }
}

/// The items of an array.
struct Items {
    array: Array,
    next: u32,
}

impl<'de> SeqAccess<'de> for Items {
    type Error = Mismatch;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Mismatch> {
        if self.next == self.array.length() {
            return Ok(None);
        }
        let item = self.array.get(self.next);
        self.next += 1;
        seed.deserialize(Value(item)).map(Some)
    }
}

/// The fields of a struct, in its order. One that the object lacks is no item, so that it gets its default, and `None`
/// if it is optional.
struct Struct {
    fields: Fields,
    names: std::slice::Iter<'static, &'static str>,
}

impl<'de> SeqAccess<'de> for Struct {
    type Error = Mismatch;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Mismatch> {
        let name = self.names.next().ok_or(Mismatch)?;
        let value = self.fields.field(name);
        let is_missing = value.is_undefined();
        match seed.deserialize(Value(value)) {
            Err(_) if is_missing => Ok(None),
            read => read.map(Some),
        }
    }
}
