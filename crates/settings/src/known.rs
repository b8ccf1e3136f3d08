//! The names of all settings, as Serde knows them.

use std::cell::Cell;

use serde::de::value::Error;
use serde::de::{Deserialize, Deserializer, Error as _, Visitor};
use serde::forward_to_deserialize_any;

use crate::publish::PublishSettings;
use crate::theme::{AccentPair, FontFile, FontSettings, ThemeSettings};
use crate::{AppSettings, NavigationSetting, Settings, extras, markdown, offline, pictures};

/// Returns the names of the settings below a path (`theme.fonts`). None if the author chooses them.
pub(crate) fn settings(path: &str) -> Option<Vec<&'static str>> {
    Some(match path {
        "" => fields::<Settings>(),
        "app" => fields::<AppSettings>(),
        "navigation" => fields::<NavigationSetting>(),
        "theme" => fields::<ThemeSettings>(),
        "theme.accent" => fields::<AccentPair>(),
        "theme.fonts" => fields::<FontSettings>(),
        "theme.font_files" => fields::<FontFile>(),
        "extras" => extras::NAMES.to_vec(),
        "markdown" => markdown::NAMES.to_vec(),
        "offline" => vec![offline::BUDGET],
        "pictures" => pictures::NAMES.to_vec(),
        "publish" => fields::<PublishSettings>(),
        _ => return None,
    })
}

/// Returns the names of a type's fields.
fn fields<'de, T: Deserialize<'de>>() -> Vec<&'static str> {
    let names = Cell::new(&[][..]);
    // It only asks for the names, and never has a value.
    let _ = T::deserialize(Names(&names));
    names.get().to_vec()
}

/// A deserializer that notes the names of the fields that it is asked for.
struct Names<'a>(&'a Cell<&'static [&'static str]>);

impl<'de> Deserializer<'de> for Names<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(Error::custom("there is no value"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.0.set(fields);
        self.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_has_names() {
        for (path, name) in [
            ("", "title"),
            ("app", "short_name"),
            ("navigation", "to"),
            ("theme", "font_files"),
            ("theme.accent", "dark"),
            ("theme.fonts", "code"),
            ("theme.font_files", "weight"),
            ("extras", "copy"),
            ("markdown", "emoji"),
            ("offline", "budget"),
            ("pictures", "quality"),
            ("publish", "exclude"),
        ] {
            assert!(settings(path).unwrap().contains(&name), "{path}");
        }
        assert_eq!(settings("words"), None);
    }

    #[test]
    fn the_guide_has_every_setting() {
        let guide = std::fs::read_to_string("../../docs/pages/settings.md").unwrap();
        let groups = [
            "",
            "app",
            "navigation",
            "theme",
            "theme.accent",
            "theme.fonts",
            "theme.font_files",
            "extras",
            "markdown",
            "offline",
            "pictures",
        ];
        for group in groups {
            for name in settings(group).unwrap() {
                let path = if group.is_empty() {
                    name.to_owned()
                } else {
                    format!("{group}.{name}")
                };
                // A group stands in front of what is in it.
                let is_there = guide.contains(&format!("`{path}`")) || guide.contains(&format!("`{path}."));
                assert!(is_there, "docs/pages/settings.md lacks `{path}`");
            }
        }
        // And nothing else.
        for row in guide.lines().filter_map(|line| line.strip_prefix("| `")) {
            for path in row
                .split(" |")
                .next()
                .unwrap()
                .split("`, `")
                .map(|path| path.trim_end_matches('`'))
            {
                let (group, name) = path.rsplit_once('.').unwrap_or(("", path));
                let known = settings(group).is_some_and(|names| names.contains(&name));
                assert!(known, "docs/pages/settings.md has `{path}`, which is no setting");
            }
        }
    }
}
