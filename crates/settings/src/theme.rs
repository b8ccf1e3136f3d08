//! `theme` in `site.yaml`: the look of the blog, in a line per setting.

use std::fmt;

use feuillet_content::catalog::HomeLayout;
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

use crate::color::{Color, UNQUOTED_COLOR, written_color};

/// Theme settings. Every key is optional and changes nothing if missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ThemeSettings {
    pub accent: Accent,
    pub fonts: FontSettings,
    pub font_files: Vec<FontFile>,
    /// Radius of corners.
    pub corner: Option<Corner>,
    pub home: HomeLayout,
}

/// The color of links and buttons: one color, or one each for light and dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Accent {
    pub light: Option<Color>,
    /// Each of the two is derived from the other if missing.
    pub dark: Option<Color>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct AccentPair {
    #[serde(deserialize_with = "written_color")]
    light: Option<Color>,
    #[serde(deserialize_with = "written_color")]
    dark: Option<Color>,
}

impl<'de> Deserialize<'de> for Accent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written;

        impl<'de> Visitor<'de> for Written {
            type Value = Accent;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a color like `\"#8f3b1b\"`, or `light` and `dark` with a color each")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Accent, E> {
                let light = Color::try_from(text.to_owned()).map_err(E::custom)?;
                Ok(Accent {
                    light: Some(light),
                    dark: None,
                })
            }

            fn visit_unit<E: Error>(self) -> Result<Accent, E> {
                Err(E::custom(UNQUOTED_COLOR))
            }

            fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<Accent, M::Error> {
                let AccentPair { light, dark } = AccentPair::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Accent { light, dark })
            }
        }

        deserializer.deserialize_any(Written)
    }
}

/// Fonts by purpose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct FontSettings {
    pub text: Option<FontStack>,
    /// By default the font of the text.
    pub headings: Option<FontStack>,
    /// Font of menus, lists and tables.
    pub interface: Option<FontStack>,
    pub code: Option<FontStack>,
}

/// Font names, preferred first; `serif`, `sans` and `mono` are the theme's own.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct FontStack(pub Vec<String>);

impl TryFrom<String> for FontStack {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let families = text
            .split(',')
            .map(|family| family.trim().trim_matches(['"', '\'']).trim().to_owned());
        let families: Vec<String> = families.collect();
        if families.iter().all(|family| is_family(family)) {
            Ok(Self(families))
        } else {
            Err(format!(
                "invalid list of fonts `{text}`; write `serif`, `sans`, `mono` or comma-separated names, like \
                 `Source Serif 4, Georgia`"
            ))
        }
    }
}

/// Whether a font name is valid.
fn is_family(name: &str) -> bool {
    let is_part = |character: char| character.is_alphanumeric() || matches!(character, ' ' | '-' | '_' | '.' | '+');
    !name.is_empty() && name.chars().all(is_part)
}

/// A font file in the content folder.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct FontFile {
    /// Path in the published folder.
    pub file: String,
    pub family: Family,
    #[serde(default)]
    pub weight: Weight,
    #[serde(default)]
    pub style: FontStyle,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Family(pub String);

impl TryFrom<String> for Family {
    type Error = String;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        if is_family(&name) {
            Ok(Self(name))
        } else {
            Err(format!("invalid font name `{name}`; use letters, digits and spaces"))
        }
    }
}

/// Range of weights from lightest to boldest, each 1 to 1000. Equal for a font with only one weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weight(pub u16, pub u16);

impl Default for Weight {
    fn default() -> Self {
        Self(400, 400)
    }
}

impl<'de> Deserialize<'de> for Weight {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Scalar(|text| {
            let mut numbers = text.split_whitespace().map(|number| number.parse::<u16>().ok());
            let parsed = match (numbers.next().flatten(), numbers.next(), numbers.next()) {
                (Some(only), None, None) => Some((only, only)),
                (Some(first), Some(Some(last)), None) if first <= last => Some((first, last)),
                _ => None,
            };
            match parsed.filter(|(first, last)| *first >= 1 && *last <= 1000) {
                Some((first, last)) => Ok(Self(first, last)),
                None => Err(format!(
                    "invalid font weight `{text}`; write a number from 1 to 1000, or the range of a variable font, like \
                     `400` or `200 900`"
                )),
            }
        }))
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FontStyle {
    #[default]
    Normal,
    Italic,
}

/// A CSS length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corner(pub String);

impl<'de> Deserialize<'de> for Corner {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Scalar(|text| {
            let unit = text.trim_start_matches(|character: char| character.is_ascii_digit() || character == '.');
            let number = text[..text.len() - unit.len()].parse::<f32>().ok();
            match (number, unit) {
                (Some(0.0), "") => Ok(Self("0px".to_owned())),
                (Some(0.0..=100.0), "px") | (Some(0.0..=6.0), "rem" | "em") => Ok(Self(text.to_owned())),
                _ => Err(format!(
                    "invalid corner size `{text}`; write it like `6px` or `.5rem`, or `0` for square corners"
                )),
            }
        }))
    }
}

/// Deserializes from a string or a number, so that authors need no quotes. Errors keep their position in the file.
struct Scalar<T>(fn(&str) -> Result<T, String>);

impl<T> Visitor<'_> for Scalar<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string or a number")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.0)(text.trim()).map_err(E::custom)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<T, E> {
        self.visit_str(&number.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(yaml: &str) -> Result<ThemeSettings, String> {
        serde_yaml::from_str(yaml).map_err(|error| error.to_string())
    }

    #[test]
    fn a_look_in_a_few_lines() {
        let theme = parse(
            "accent: '#8f3b1b'\nfonts: {text: 'Source Serif 4, Georgia', code: mono}\ncorner: 0\nhome: list\n\
             font_files:\n  - {file: fonts/a.woff2, family: Source Serif 4, weight: 200 900}\n",
        )
        .unwrap();
        assert_eq!(theme.accent.light.unwrap().to_string(), "#8f3b1b");
        assert_eq!(theme.fonts.text.unwrap().0, ["Source Serif 4", "Georgia"]);
        assert_eq!(theme.corner.unwrap().0, "0px");
        assert_eq!(theme.home, HomeLayout::List);
        assert_eq!(theme.font_files[0].weight, Weight(200, 900));
        let theme = parse("accent:\n  light: '#000000'\n  dark: '#ffffff'\ncorner: .5rem\n").unwrap();
        assert_eq!(theme.accent.dark.unwrap().to_string(), "#ffffff");
        assert_eq!(theme.corner.unwrap().0, ".5rem");
    }

    #[test]
    fn what_is_not_understood_says_how_to_write_it() {
        let errors = [
            "accent: red",
            "accent: #8f3b1b",
            "accent: 12",
            "accent: {light: '#fff'}",
            "fonts: {text: 'a; b'}",
            "corner: 6",
            "corner: 6vw",
            "corner: -6px",
            "home: grid",
            "font_files: [{file: a.woff2, family: 'x\"y'}]",
            "font_files: [{file: a.woff2, family: x, weight: bold}]",
            "font_files: [{file: a.woff2, family: x, style: oblique}]",
        ]
        .map(|yaml| format!("{yaml}\n  {}", parse(yaml).unwrap_err()));
        insta::assert_snapshot!(errors.join("\n"));
    }
}
